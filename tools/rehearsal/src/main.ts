import '@private-lambda/aws/quiet-sdk';
import { runCommandLine } from '@private-lambda/command-line/run-command-line';
import { Command } from 'commander';

const program = new Command('npm run').description(
  'Deploys the system to an AWS emulator on this machine and takes it down again; or looks at one that is deployed.',
);

program
  .command('rehearse', { isDefault: true })
  .usage('-- [--stage <stage>] [--only <act>] [--keep] [--record <file>]')
  .description('plays every act of docs/rehearsal.md on a local AWS')
  .option(
    '--stage <stage>',
    'deploy, call and compare this stage, and nothing more; without it every act is played, on the first stage',
  )
  .option('--only <act>', 'one act alone, by its name in docs/rehearsal.md')
  .option('--keep', 'leave the system up until Ctrl-C, and say where it answers')
  .option(
    '--record <file>',
    'write which AWS actions the commands asked for (docs/deploy-rights.md)',
  )
  .action(async (options: { stage?: string; only?: string; keep?: boolean; record?: string }) => {
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
