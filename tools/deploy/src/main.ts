import { runCommandLine } from '@private-lambda/command-line/run-command-line';
import { Command } from 'commander';
import type { Target } from './deploy.ts';

// A line about the Node version, once a process, that no user of this tool can do anything about.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

const program = new Command('private-lambda').description(
  'Deploys and removes the system, stage by stage.',
);

program
  .command('deploy')
  .usage('-- --stage <stage> [--service <service>]')
  .description('deploys every service in the order of serverless-compose.yml, or one service')
  .requiredOption('--stage <stage>', 'a stage with a file in config/stages')
  .option('--service <service>', 'a folder of services/')
  .action(async (target: Target) => {
    const { deploy } = await import('./deploy.ts');
    process.exitCode = await deploy(target);
  });

program
  .command('remove')
  .usage('-- --stage <stage> [--service <service>]')
  .description('removes every service in the reverse order, or one service')
  .requiredOption('--stage <stage>', 'a stage with a file in config/stages')
  .option('--service <service>', 'a folder of services/')
  .action(async (target: Target) => {
    const { remove } = await import('./removal/remove.ts');
    process.exitCode = await remove(target);
  });

await runCommandLine(program);
