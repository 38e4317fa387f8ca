import '@private-lambda/aws/quiet-sdk';
import { runCommandLine } from '@private-lambda/command-line/run-command-line';
import { Command, Option } from 'commander';

interface RehearseCommand {
  readonly stage?: string;
  readonly only?: string;
  readonly keep?: boolean;
  readonly network?: boolean;
  readonly record?: string;
  readonly referee?: string;
  readonly seed?: string;
}

const program = new Command('npm run').description(
  'Deploys the system to an AWS emulator on this machine and takes it down again; or looks at one that is deployed.',
);

program
  .command('rehearse', { isDefault: true })
  .usage(
    '-- [--stage <stage>] [--only <acts>] [--network] [--keep] [--record <file>], or -- --referee <count> [--seed <seed>]',
  )
  .description('plays every act of docs/rehearsal.md on a local AWS')
  .option(
    '--stage <stage>',
    'deploy, call and compare this stage, and nothing more; without it every act is played, on the first stage',
  )
  .option('--only <acts>', 'these alone, by their names in docs/rehearsal.md, with commas between')
  .option(
    '--network',
    'run the deployed functions in the deployed network, enforced by packets (docs/network-rehearsal.md)',
  )
  .option('--keep', 'leave the system up until Ctrl-C, and say where it answers')
  .option(
    '--record <file>',
    'write which AWS actions the commands asked for (docs/deploy-rights.md)',
  )
  .addOption(
    new Option(
      '--referee <count>',
      'nothing of the above: reach against packets on so many random networks (docs/network-rehearsal.md)',
    ).conflicts(['stage', 'only', 'network', 'keep', 'record']),
  )
  .option('--seed <seed>', 'of the first random network (default: 1)')
  .action(async ({ referee, seed, ...options }: RehearseCommand) => {
    if (referee !== undefined || seed !== undefined) {
      const { runReferee } = await import('./referee/run-referee.ts');
      process.exitCode = await runReferee(referee, seed);
      return;
    }
    const { rehearse } = await import('./rehearse.ts');
    process.exitCode = await rehearse(options);
  });

program
  .command('smoke')
  .usage('-- --stage <stage>')
  .description('calls a deployed stage and compares it with its design; changes nothing')
  .requiredOption('--stage <stage>', 'a stage with a file in config/stages')
  .action(async ({ stage }: { stage: string }) => {
    const { smoke } = await import('./smoke.ts');
    process.exitCode = await smoke(stage);
  });

await runCommandLine(program);
