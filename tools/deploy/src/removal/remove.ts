import { InputError } from '@private-lambda/command-line/input-error';
import { stackNameOf } from '@private-lambda/system/stack-name';
import { type Account, findStack, openAccount, outputOf } from '../account.ts';
import { chooseServices, type Target } from '../choose-services.ts';
import { readDeployableStage } from '../deployable-stage.ts';
import { runServerless } from '../run-serverless.ts';
import { findImporters } from './importers.ts';
import { findLambdaInterfaces } from './lambda-interfaces.ts';

/**
 * Removes services in the reverse order of a deploy, after it has asked CloudFormation whether it would agree.
 * @returns the exit code
 * @throws InputError when CloudFormation would refuse: nothing was touched
 */
export async function remove(target: Target): Promise<number> {
  const { stage } = target;
  const chosen = [...chooseServices(target, readDeployableStage(stage))].reverse();
  const account = await openAccount();
  const deployed: string[] = [];
  for (const each of chosen) {
    if (await findStack(account, stackNameOf(each, stage))) deployed.push(each);
  }
  await refuseProtected(account, stage, deployed);
  await refuseImported(account, stage, deployed);
  say(
    `Removing ${deployed.join(', ') || 'nothing'} on stage ${stage} from account ${account.id}, Region ${account.region}`,
  );
  if (deployed.includes('public-caller')) {
    say(
      'Lambda takes 20 to 45 minutes to give back the network interfaces of public-caller; CloudFormation waits for it.',
    );
  }
  const kept = await keptBucket(account, stage, deployed);
  for (const each of deployed) {
    if (each === 'network') await refuseLeftInterfaces(account, stage);
    const exitCode = await runServerless({ command: 'remove', stage, service: each });
    if (exitCode !== 0) return exitCode;
  }
  if (kept !== undefined) {
    say(
      `Kept: bucket ${kept} with the access logs of the load balancer; delete it when nobody needs them.`,
    );
  }
  return 0;
}

async function refuseProtected(account: Account, stage: string, services: readonly string[]) {
  for (const service of services) {
    const name = stackNameOf(service, stage);
    const stack = await findStack(account, name);
    if (!stack?.EnableTerminationProtection) continue;
    throw new InputError(
      'REMOVE_PROTECTED',
      `${name} is protected against deletion; set deletionProtection: false in config/stages/${stage}.yml and deploy first`,
    );
  }
}

async function refuseImported(account: Account, stage: string, services: readonly string[]) {
  const stacks = services.map((service) => stackNameOf(service, stage));
  for (const stack of stacks) {
    const importers = await findImporters(account, stack, stacks);
    if (importers.length === 0) continue;
    throw new InputError(
      'REMOVE_IMPORTED',
      `${stack} is in use: ${importers.join(' and ')} import${importers.length === 1 ? 's' : ''} from it; remove ${importers.length === 1 ? 'that' : 'those'} first`,
    );
  }
}

/** A subnet with an interface in it cannot be deleted, and osls would have emptied its bucket by then. */
async function refuseLeftInterfaces(account: Account, stage: string) {
  const network = stackNameOf('network', stage);
  const vpcId = outputOf(await findStack(account, network), 'VpcId');
  const left = vpcId === undefined ? [] : await findLambdaInterfaces(account, vpcId);
  if (left.length === 0) return;
  throw new InputError(
    'REMOVE_INTERFACES_LEFT',
    `${network} still holds network interfaces of Lambda: ${left.join(', ')}; remove it when Lambda has given them back, up to 45 minutes after its functions went`,
  );
}

async function keptBucket(account: Account, stage: string, services: readonly string[]) {
  if (!services.includes('protected-api')) return undefined;
  return outputOf(
    await findStack(account, stackNameOf('protected-api', stage)),
    'AccessLogBucketName',
  );
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
