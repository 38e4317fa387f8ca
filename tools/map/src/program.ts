import { addSidesOptions } from 'cfn-reach/src/commands/diff-sides.ts';
import { addSettingOptions, collect } from 'cfn-reach/src/commands/system-options.ts';
import { Command, Option } from 'commander';

/**
 * The command line of `map`.
 * @param name what the user types
 * @param script reads the page's own script
 */
export function createProgram(name: string, script: () => string): Command {
  const program = new Command(name)
    .description(
      'Draws who can reach whom: one HTML file that needs no server and no network. Without --stack it draws the stages of this project, with the claims of reach.yml.',
    )
    .option(
      '--stage <stage>',
      'a stage of this project, repeatable (default: every deployed one)',
      collect,
    )
    .option('--stack <NAME=FILE>', 'another system: a stack and its template; repeatable', collect)
    .option('--nested <STACK/LogicalId=FILE>', "a nested stack's template; repeatable", collect)
    .option('--policy <FILE>', 'claims about that system')
    .option('--var <NAME=VALUE>', "value of a variable of the policy's; repeatable", collect);
  return addSettingOptions(addSidesOptions(program))
    .addOption(new Option('--format <format>').choices(['html', 'svg']).default('html'))
    .option(
      '--show <view>',
      'what an SVG shows, as the fragment of the page says it: to:STACK/LogicalId, claim:ID …',
    )
    .option('--out <FILE>', 'where it is written (default: .serverless/map.html)')
    .action(async (options) => {
      const { map } = await import('./map.ts');
      await map(options, script);
    });
}
