import { type Account, describeAccount, openAccount } from '@private-lambda/aws/account';
import { findStack, outputOf } from '@private-lambda/aws/find-stack';
import { confirm } from '@private-lambda/command-line/confirm';
import { EXIT_NO } from '@private-lambda/command-line/exit-codes';
import { InputError } from '@private-lambda/command-line/input-error';
import { say } from '@private-lambda/command-line/say';
import { chooseServices, type Target } from '@private-lambda/system/choose-services';
import { readDeployableStage } from '@private-lambda/system/deployable-stage';
import { keptResources } from '@private-lambda/system/kept-resources';
import { vpcFunctions } from '@private-lambda/system/vpc-functions';
import { readDeployedResources } from '../deployed-resources.ts';
import { noteOwnNetwork } from '../own-network.ts';
import { findOwnStacks, type OwnStack } from '../own-stacks.ts';
import { serverlessRuns } from '../run-serverless.ts';
import { findImporters } from './importers.ts';
import { findLambdaInterfaces } from './lambda-interfaces.ts';
import { leftAlone } from './left-alone.ts';

export interface Removal extends Target {
  /** Nobody is asked. */
  readonly yes?: boolean;
}

/**
 * Removes services in the reverse order of a deploy, after it has looked whose the stacks are, asked CloudFormation
 * whether it would agree, and shown what goes.
 * @returns the exit code
 * @throws InputError when it would take what is not ours, CloudFormation would refuse, or nobody can be asked: nothing
 *   was touched
 */
export async function remove({ yes = false, ...target }: Removal): Promise<number> {
  const { stage } = target;
  const settings = readDeployableStage(stage);
  const services = [...chooseServices(target, settings)].reverse();
  const account = await openAccount({ stage, settings });
  const stacks = await findOwnStacks(account, 'remove', stage, services);
  refuseProtected(stage, stacks);
  await refuseImported(account, stacks);
  for (const note of await noteOwnNetwork(account, stage, settings)) say(`note: ${note}`);
  if (stacks.length === 0) {
    say(`Nothing of stage ${stage} is deployed in ${describeAccount(account)}`);
    return 0;
  }
  say(`Removing stage ${stage} from ${describeAccount(account)}:`);
  const kept = await describeRemoval(account, stacks);
  const question = `Remove all of that? Type ${stage}`;
  if (!(await confirm({ question, answer: stage, yes, code: 'REMOVE_UNCONFIRMED' }))) {
    say('Nothing was removed.');
    return EXIT_NO;
  }
  const names = stacks.map(({ name }) => name);
  const run = serverlessRuns({ command: 'remove', stage, account, stacks: names });
  for (const { service, name } of stacks) {
    await refuseLeftInterfaces(account, name);
    const exitCode = await run(service);
    if (exitCode !== 0) return exitCode;
  }
  for (const line of kept) say(line);
  const others = stacks.flatMap(({ stack }) => leftAlone(stack));
  if (others.length > 0) say(`Left alone: ${others.join(', ')}; they were there before.`);
  return 0;
}

/** Says what goes. @returns what stays, one line each */
async function describeRemoval(
  account: Account,
  stacks: readonly OwnStack[],
): Promise<readonly string[]> {
  const kept: string[] = [];
  for (const { service, name } of stacks) {
    const resources = await readDeployedResources(account, name);
    const stay = keptResources(resources).map(({ logicalId }) => logicalId);
    say(`  ${name}: ${resources.length - stay.length} resources`);
    if (vpcFunctions(resources).length > 0) {
      say(
        `    Lambda takes 20 to 45 minutes to give back the network interfaces of ${service}; CloudFormation waits for it.`,
      );
    }
    for (const { logicalId, type, physicalId } of resources) {
      if (!stay.includes(logicalId)) continue;
      kept.push(
        `Kept: ${physicalId} (${type} ${logicalId} of ${name}); delete it when nobody needs it.`,
      );
    }
  }
  for (const line of kept) say(`  ${line}`);
  return kept;
}

function refuseProtected(stage: string, stacks: readonly OwnStack[]): void {
  const held = stacks.find(({ stack }) => stack.EnableTerminationProtection);
  if (held === undefined) return;
  throw new InputError(
    'REMOVE_PROTECTED',
    `${held.name} is protected against deletion; set deletionProtection: false in config/stages/${stage}.yml and deploy first`,
  );
}

async function refuseImported(account: Account, stacks: readonly OwnStack[]): Promise<void> {
  const names = stacks.map(({ name }) => name);
  for (const name of names) {
    const importers = await findImporters(account, name, names);
    if (importers.length === 0) continue;
    throw new InputError(
      'REMOVE_IMPORTED',
      `${name} is in use: ${importers.join(' and ')} import${importers.length === 1 ? 's' : ''} from it; remove ${importers.length === 1 ? 'that' : 'those'} first`,
    );
  }
}

/** A subnet with an interface in it cannot be deleted, and osls would have emptied its bucket by then. */
async function refuseLeftInterfaces(account: Account, name: string): Promise<void> {
  const vpcId = outputOf(await findStack(account, name), 'VpcId');
  if (vpcId === undefined) return;
  const resources = await readDeployedResources(account, name);
  const own = new Set(resources.map(({ physicalId }) => physicalId));
  const left = await findLambdaInterfaces(account, vpcId, own);
  if (left.length === 0) return;
  throw new InputError(
    'REMOVE_INTERFACES_LEFT',
    `${name} still holds network interfaces of Lambda: ${left.join(', ')}; remove it when Lambda has given them back, up to 45 minutes after its functions went`,
  );
}
