import { Command } from 'commander';
import { addSidesOptions } from './commands/diff-sides.ts';
import { addSettingOptions, addSystemOptions, collect } from './commands/system-options.ts';

/**
 * The command line of `reach`. What a command does is loaded when it is asked for.
 * @param name what the user types
 */
export function createProgram(name: string): Command {
  const program = new Command(name).description(
    'Says from CloudFormation templates, before a deploy, who can reach whom, and why (not).',
  );

  addSystemOptions(
    program
      .command('explain')
      .description('can --from open a connection to --to on a port, and why (not)'),
  )
    .requiredOption('--from <node>', '<stack>/<LogicalId>, or internet')
    .requiredOption('--to <node>', '<stack>/<LogicalId>, internet, or aws:<service>')
    .requiredOption('--port <number>', 'port of the destination')
    .option('--protocol <protocol>', 'tcp or udp', 'tcp')
    .option('--json', 'print the answer as JSON')
    .action(async (options) => {
      const { explain } = await import('./commands/explain.ts');
      await explain(options);
    });

  addSystemOptions(
    program.command('check').description('check a file of claims; exit code 1 unless all hold'),
  )
    .requiredOption('--policy <file>', 'the claims')
    .option('--closed', 'all stacks are given: fail on an import that none of them exports')
    .option('--var <NAME=VALUE>', "value of a variable of the policy's; repeatable", collect)
    .option('--format <format>', 'text, json, markdown or sarif', 'text')
    .option('--json', 'the same as --format json')
    .action(async (options) => {
      const { check } = await import('./commands/check.ts');
      await check(options);
    });

  addSystemOptions(
    program.command('graph').description('who reaches whom, as a picture or as data'),
  )
    .option('--format <format>', 'mermaid or json', 'mermaid')
    .action(async (options) => {
      const { graph } = await import('./commands/graph.ts');
      await graph(options);
    });

  addSettingOptions(
    addSidesOptions(
      program
        .command('diff')
        .description('what a change opens and closes; exit code 1 if something opens, or may'),
    ),
  )
    .option(
      '--nested <STACK/LogicalId=FILE>',
      "a nested stack's template, by its name in both folders; repeatable",
      collect,
    )
    .option('--node <node>', 'compare only the pairs with this node; repeatable', collect)
    .option('--format <format>', 'text, json or markdown', 'text')
    .action(async (options) => {
      const { diff } = await import('./commands/diff.ts');
      await diff(options);
    });

  return program;
}
