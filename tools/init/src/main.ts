import { runCommandLine } from '@private-lambda/command-line/run-command-line';
import { Command } from 'commander';
import type { InitCommand } from './init-command.ts';

const program = new Command('npm run init --')
  .description(
    'Makes the project yours: name, Region, stages, addresses, NAT, licence. Asks what no option says, shows a diff, writes all of it or nothing, and runs npm test.',
  )
  .option('--name <name>', 'what stacks, functions and roles begin with: small letters, hyphens')
  .option('--prefix <prefix>', 'what they begin with instead, at most 20 characters')
  .option('--title <title>', 'of the README (default: from the name)')
  .option('--repository <owner/name>', 'on GitHub, for the badge (default: from the remote origin)')
  .option('--holder <name>', 'who has the rights in what you add: a line in LICENSE')
  .option(
    '--stages <names>',
    'the stages that are deployed, as in dev,prod: others go, new ones come',
  )
  .option('--region <region>', 'the one Region, of every stage or as <stage>=<region>', collect)
  .option('--cidr <block>', "the VPC's block as <stage>=<block>, /16 to /24", collect)
  .option('--existing-vpc <id>', 'a VPC that is there already, as <stage>=<id>', collect)
  .option('--nat <mode>', 'none, single or per-az, of every stage or as <stage>=<mode>', collect)
  .option('--yes', 'ask nothing: what no option says stays as it is')
  .option('--dry-run', 'show the diff and write nothing')
  .option('--allow-dirty', 'go on where git has changes that are not committed')
  .option('--no-test', 'do not run npm test at the end')
  .allowExcessArguments(false)
  .action(async (options: InitCommand) => {
    const { init } = await import('./init.ts');
    process.exitCode = await init(options);
  });

await runCommandLine(program);

function collect(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, ...text.split(',').map((one) => one.trim())];
}
