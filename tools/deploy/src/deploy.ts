import { openAccount } from './account.ts';
import { readDeployableStage } from './deployable-stage.ts';
import { preflight } from './preflight/preflight.ts';
import { runServerless, serviceNamed } from './run-serverless.ts';
import { readServiceOrder } from './service-order.ts';

export interface Target {
  readonly stage: string;
  /** One service alone; the whole system when left out. */
  readonly service?: string | undefined;
}

/** Of a preflight that found something: nothing was deployed. */
const EXIT_BAD_INPUT = 2;

/**
 * Says where it deploys to, looks for what would fail halfway, and deploys.
 * @returns the exit code
 * @throws InputError
 */
export async function deploy({ stage, service }: Target): Promise<number> {
  const settings = readDeployableStage(stage);
  const services = service === undefined ? readServiceOrder() : [serviceNamed(service)];
  const account = await openAccount();
  process.stderr.write(
    `Deploying ${services.join(', ')} on stage ${stage} to account ${account.id}, Region ${account.region}, as ${account.caller}\n`,
  );
  const failures = await preflight(account, { stage, settings, services });
  for (const failure of failures) process.stderr.write(`deploy: ${failure}\n`);
  if (failures.length > 0) return EXIT_BAD_INPUT;
  return runServerless({ command: 'deploy', stage, service });
}
