import { runCommandLine } from '@private-lambda/command-line/run-command-line';
import { Command } from 'commander';
import { readDeployableStage } from './deployable-stage.ts';
import { runServerless } from './run-serverless.ts';

interface Options {
  readonly stage: string;
  readonly service?: string;
}

const program = new Command('private-lambda').description(
  'Deploys and removes the system, stage by stage.',
);

program
  .command('deploy')
  .usage('-- --stage <stage> [--service <service>]')
  .description('deploys every service in the order of serverless-compose.yml, or one service')
  .requiredOption('--stage <stage>', 'a stage with a file in config/stages')
  .option('--service <service>', 'a folder of services/')
  .action((options: Options) => run('deploy', options));

program
  .command('remove')
  .usage('-- --stage <stage> [--service <service>]')
  .description('removes every service in the reverse order, or one service')
  .requiredOption('--stage <stage>', 'a stage with a file in config/stages')
  .option('--service <service>', 'a folder of services/')
  .action((options: Options) => run('remove', options));

await runCommandLine(program);

async function run(command: 'deploy' | 'remove', { stage, service }: Options): Promise<void> {
  readDeployableStage(stage);
  process.exitCode = await runServerless({ command, stage, service });
}
