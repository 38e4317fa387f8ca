import '@private-lambda/aws/quiet-sdk';
import { refuseDenied } from '@private-lambda/aws/denied';
import { runCommandLine } from '@private-lambda/command-line/run-command-line';
import type { Target } from '@private-lambda/system/choose-services';
import { listOptionalServices } from '@private-lambda/system/optional-services';
import { Command } from 'commander';
import type { Removal } from './removal/remove.ts';

const program = new Command('npm run').description(
  'Deploys and removes the system, stage by stage.',
);

targetCommand('deploy')
  .description('deploys every service in the order of serverless-compose.yml, or one service')
  .action(async (target: Target) => {
    const { deploy } = await import('./deploy.ts');
    process.exitCode = await refuseDenied(deploy(target));
  });

targetCommand('remove')
  .description(
    'shows what goes, asks, and removes every service in the reverse order, or one service',
  )
  .option('--yes', 'remove without a question, as in CI')
  .action(async (removal: Removal) => {
    const { remove } = await import('./removal/remove.ts');
    process.exitCode = await refuseDenied(remove(removal));
  });

await runCommandLine(program);

function targetCommand(name: string): Command {
  const command = program
    .command(name)
    .usage('-- --stage <stage> [--service <service> | --with <service> | --whole]')
    .requiredOption('--stage <stage>', 'a stage with a file in config/stages')
    .option('--service <service>', 'one service alone: a folder of services/')
    .option('--whole', 'all that the stage file switches on: the ECS caller, too');
  return command.addOption(
    command
      .createOption('--with <service>', 'an optional service, too')
      .choices(listOptionalServices()),
  );
}
