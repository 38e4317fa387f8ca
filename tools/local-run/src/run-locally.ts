import { styleText } from 'node:util';
import { untilToldToEnd } from '@private-lambda/command-line/until-told-to-end';
import { readStage } from '@private-lambda/packaging/read-stage';
import { readClientSettings } from '@private-lambda/shared/protected-client/client-settings';
import { exampleCall } from '@private-lambda/system/example-call';
import { readRoutes } from '@private-lambda/system/read-routes';
import type { Stage } from '../../../config/stage.js';
import { findFreePorts, requireFreePort } from './free-ports.ts';
import { LocalService } from './local-service.ts';

export interface LocalRunOptions {
  /** Port of the public API. */
  readonly port: number;
  /** Port of the load balancer that stands before the protected function. */
  readonly albPort: number;
  /** Handlers are loaded anew for each request, so that a change is seen; their module state is lost each time. */
  readonly reload: boolean;
}

/**
 * Starts the protected API and the public caller, and keeps them until it is told to end. One that ends is reported,
 * the other goes on.
 * @returns the exit code
 * @throws InputError when a port is taken
 * @throws ConfigError when the caller's environment is missing or wrong
 */
export async function runLocally({ port, albPort, reload }: LocalRunOptions): Promise<number> {
  const albUrl = `http://127.0.0.1:${albPort}`;
  const url = `http://127.0.0.1:${port}`;
  const callerEnvironment = { PROTECTED_API_URL: process.env['PROTECTED_API_URL'] ?? albUrl };
  checkCallerEnvironment(callerEnvironment);
  await requireFreePort(port, '--port');
  await requireFreePort(albPort, '--alb-port');
  const [protectedLambda, callerLambda] = (await findFreePorts(2)).map(String);

  const width = 'protected-api'.length;
  const start = (name: string, healthUrl: string, environment: Record<string, string>) =>
    new LocalService({
      name,
      healthUrl,
      environment: { RELOAD_HANDLERS: String(reload), ...environment },
      onLine: (line) => say(`${dim(name.padEnd(width))} ${line}`),
    });

  say(`Starting protected-api on ${albUrl} and public-caller on ${url} …`);
  const services = [
    start('protected-api', `${albUrl}/health`, {
      ALB_PORT: String(albPort),
      PROTECTED_LAMBDA_PORT: protectedLambda ?? '',
    }),
    start('public-caller', `${url}/health`, {
      ...callerEnvironment,
      HTTP_PORT: String(port),
      CALLER_LAMBDA_PORT: callerLambda ?? '',
    }),
  ];
  const signal = untilToldToEnd();
  const up = Promise.all(services.map((service) => service.untilAnswers()));
  try {
    const stopped = await Promise.race([up.then(() => undefined), signal]);
    if (stopped === undefined) {
      const settings = readStage('local');
      const routes = await readRoutes('public');
      const call = exampleCall(url, routes, settings.authorizer === 'jwt');
      sayWhereToCall(url, albUrl, services, [call, ...whoMayCall(settings)]);
      return await Promise.race([signal, untilAllEnded(services)]);
    }
    return stopped;
  } finally {
    await Promise.all(services.map((service) => service.stop()));
  }
}

/** @throws ConfigError */
function checkCallerEnvironment(environment: Readonly<Record<string, string>>): void {
  // The time budget comes from the stage file; only the address can be set from outside.
  readClientSettings({ CALL_DEADLINE_SECONDS: '1', CALL_ATTEMPT_SECONDS: '1', ...environment });
}

async function untilAllEnded(services: readonly LocalService[]): Promise<number> {
  await Promise.all(
    services.map(async (service) => {
      const how = await service.ended;
      say(`${service.name} ended (${how})`);
    }),
  );
  return 1;
}

function sayWhereToCall(
  url: string,
  albUrl: string,
  services: readonly LocalService[],
  [call, ...callers]: readonly string[],
): void {
  const [protectedApi, publicCaller] = services.map(({ pid }) => `process ${pid ?? 'unknown'}`);
  say(`
  Public API     ${url}  answers as the HTTP API will (${publicCaller})
  Protected API  ${albUrl}  answers as the internal load balancer will (${protectedApi})

  Try:  ${call}
${callers.map((line) => `  ${line}\n`).join('')}
  Changes in services/*/src and shared/src are picked up. Ctrl-C ends both.
`);
}

/** What serverless-offline makes of the authorizer of the stage. */
function whoMayCall({ authorizer, jwt }: Pick<Stage, 'authorizer' | 'jwt'>): readonly string[] {
  if (authorizer === 'jwt') {
    return [
      `Callers need a token of ${jwt?.issuer}: here its issuer, audience, expiry and scopes are checked,`,
      'and its signature is not. Anybody can write one that passes.',
    ];
  }
  return authorizer === 'iam'
    ? ['On AWS callers sign their requests (authorizer: iam); here nobody looks at that.']
    : [];
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

function dim(text: string): string {
  return styleText('dim', text, { stream: process.stdout });
}
