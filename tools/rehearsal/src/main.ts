import { runCommandLine } from '@private-lambda/command-line/run-command-line';
import { Command } from 'commander';

// A line about the Node version, once a process, that no user of this tool can do anything about.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

const program = new Command('npm run').description(
  'Deploys the system to an AWS emulator on this machine and takes it down again; or looks at one that is deployed.',
);

program
  .command('rehearse', { isDefault: true })
  .usage('-- [--only <act>] [--keep]')
  .description('plays every act of docs/rehearsal.md on a local AWS')
  .option(
    '--only <act>',
    'one act alone: deploy, call, compare, redeploy, one-by-one, rollback, remove, variants, growth',
  )
  .option('--keep', 'leave the system up until Ctrl-C, and say where it answers')
  .action(async (options: { only?: string; keep?: boolean }) => {
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
