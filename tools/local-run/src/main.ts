import { InputError } from '@private-lambda/command-line/input-error';
import { runCommandLine } from '@private-lambda/command-line/run-command-line';
import { ConfigError } from '@private-lambda/shared/config/read-environment';
import { Command } from 'commander';
import { type LocalRunOptions, runLocally } from './run-locally.ts';

const program = new Command('npm start')
  .usage('-- [options]')
  .description(
    'Runs the protected API and the public caller on this machine, under serverless-offline. No AWS account is needed.',
  )
  .option('--port <port>', 'port of the public API', parsePort, 3000)
  .option(
    '--alb-port <port>',
    'port of the load balancer before the protected API',
    parsePort,
    3003,
  )
  .option('--no-reload', 'keep handlers loaded, as on Lambda, instead of picking up changes')
  .allowExcessArguments(false)
  .action(async (options: LocalRunOptions) => {
    try {
      process.exitCode = await runLocally(options);
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      throw new InputError(error.code, error.message, { cause: error });
    }
  });

await runCommandLine(program);

function parsePort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port < 1 || port > 65_535) {
    throw new InputError(
      'LOCAL_PORT_INVALID',
      `"${text}" is not a port; expected an integer from 1 to 65535`,
    );
  }
  return port;
}
