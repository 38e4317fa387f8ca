import { runCommandLine } from '@private-lambda/command-line/run-command-line';
import { Command, Option } from 'commander';
import { readDeployableStage } from './deployable-stage.ts';
import { OPTIONAL_SERVICES, planRuns } from './plan-runs.ts';
import { runServerless } from './run-serverless.ts';

interface Options {
  readonly stage: string;
  readonly service?: string;
  readonly with?: string;
}

const withOptional = () =>
  new Option('--with <service>', 'an optional service, too').choices(OPTIONAL_SERVICES);

const program = new Command('private-lambda').description(
  'Deploys and removes the system, stage by stage.',
);

program
  .command('deploy')
  .usage('-- --stage <stage> [--service <service>] [--with <service>]')
  .description('deploys every service in the order of serverless-compose.yml, or one service')
  .requiredOption('--stage <stage>', 'a stage with a file in config/stages')
  .option('--service <service>', 'a folder of services/')
  .addOption(withOptional())
  .action((options: Options) => run('deploy', options));

program
  .command('remove')
  .usage('-- --stage <stage> [--service <service>] [--with <service>]')
  .description('removes every service in the reverse order, or one service')
  .requiredOption('--stage <stage>', 'a stage with a file in config/stages')
  .option('--service <service>', 'a folder of services/')
  .addOption(withOptional())
  .action((options: Options) => run('remove', options));

await runCommandLine(program);

async function run(command: 'deploy' | 'remove', options: Options): Promise<void> {
  const { stage } = options;
  const runs = planRuns({ command, settings: readDeployableStage(stage), ...options });
  for (const service of runs) {
    process.exitCode = await runServerless({ command, stage, service });
    if (process.exitCode !== 0) return;
  }
}
