import { otherSubnets, otherVpc } from '@private-lambda/adopt/standing-network';
import { describeAccount, openAccount } from '@private-lambda/aws/account';
import { EXIT_BAD_INPUT, EXIT_NO } from '@private-lambda/command-line/exit-codes';
import { say } from '@private-lambda/command-line/say';
import {
  chooseServices,
  requireEcsCaller,
  type Target,
} from '@private-lambda/system/choose-services';
import { readDeployableStage } from '@private-lambda/system/deployable-stage';
import { readServiceOrder } from '@private-lambda/system/service-order';
import { formatCheck } from 'cfn-reach/src/format/check-text.ts';
import { checkPolicy } from 'cfn-reach/src/policy/check-policy.ts';
import { packageStage } from 'cfn-reach/src/project/check-stage.ts';
import { projectPolicy } from 'cfn-reach/src/project/project-policy.ts';
import { NETWORK } from '../../../config/names.js';
import type { Stage } from '../../../config/stage.js';
import { brokenClaims } from './broken-claims.ts';
import { openApiWarning } from './open-api.ts';
import { findOwnStacks, type OwnStack } from './own-stacks.ts';
import { plan } from './preflight/deployment.ts';
import { preflight } from './preflight/preflight.ts';
import { requireDeployer } from './require-deployer.ts';
import { serverlessRuns } from './run-serverless.ts';
import { withInventory } from './with-inventory.ts';

/**
 * Says where it deploys to, holds the templates to the claims of reach.yml, looks for what would fail halfway, and
 * deploys.
 * @returns the exit code
 * @throws InputError
 */
export async function deploy(target: Target): Promise<number> {
  const { stage } = target;
  const settings = readDeployableStage(stage);
  const services = chooseServices(target, settings);
  requireEcsCaller(stage, services, settings);
  const account = await openAccount({ stage, settings });
  say(`Deploying ${services.join(', ')} on stage ${stage} to ${describeAccount(account)}`);
  const owned = await findOwnStacks(account, 'deploy', stage, services);
  const moved = whatMoved(settings, owned);
  if (moved !== undefined) {
    say(`deploy: ${moved}`);
    return EXIT_BAD_INPUT;
  }
  const packaged = await packageStage(stage, settings);
  requireDeployer(stage, services, settings, packaged);
  const stacks = services.map((service) => plan(service, stage, packaged, owned));
  const [{ failures, notes }, claims] = await withInventory(account, settings, (inventory) =>
    Promise.all([
      preflight(account, { stage, settings, stacks }, inventory?.snapshot),
      checkPolicy(projectPolicy(stage, settings, packaged, inventory?.file)),
    ]),
  );
  for (const note of notes) say(`note: ${note}`);
  const warning = openApiWarning(stage, settings, stacks);
  if (warning !== undefined) say(warning);
  for (const failure of failures) say(`deploy: ${failure}`);
  if (!claims.satisfied) {
    for (const line of formatCheck(claims).split('\n')) say(line);
    say(
      `deploy: the claims of reach.yml do not hold (${brokenClaims(claims.claims)}); nothing was deployed`,
    );
  }
  if (failures.length > 0) return EXIT_BAD_INPUT;
  if (!claims.satisfied) return EXIT_NO;

  const names = stacks.map(({ name }) => name);
  const run = serverlessRuns({ command: 'deploy', stage, account, stacks: names });
  for (const service of runsOf(services)) {
    const exitCode = await run(service);
    if (exitCode !== 0) return exitCode;
  }
  return 0;
}

/** In which VPC and subnets the network stands is said once, by the deploy that made it. */
function whatMoved(stage: Stage, owned: readonly OwnStack[]): string | undefined {
  const network = owned.find(({ service }) => service === NETWORK)?.stack;
  const asked = 'the stage file';
  return otherVpc(network, stage.existingVpc?.id, asked) ?? otherSubnets(network, stage, asked);
}

/** One run of compose (undefined) where the whole of serverless-compose.yml is wanted, then what it does not list. */
function runsOf(services: readonly string[]): readonly (string | undefined)[] {
  const composed = readServiceOrder();
  if (!composed.every((service) => services.includes(service))) return services;
  return [undefined, ...services.filter((service) => !composed.includes(service))];
}
