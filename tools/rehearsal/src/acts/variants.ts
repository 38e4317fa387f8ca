import { type CloudFormationClient, DeleteStackCommand } from '@aws-sdk/client-cloudformation';
import { listDeployedStages } from '@private-lambda/packaging/list-stages';
import { readStage } from '@private-lambda/packaging/read-stage';
import { FIRST_RULE_PRIORITY } from '../../../../config/names.js';
import { requireInventory, takeInventory } from '../aws/inventory.ts';
import { BrokenClaimError } from '../claims/broken-claim-error.ts';
import { addRule } from '../osls/add-rule.ts';
import { type Scene, services } from '../scene.ts';
import type { Theatre } from '../theatre.ts';
import type { Act } from './act.ts';

export const variants: Act = {
  name: 'variants',
  title:
    'a protected stage, three AZs, no NAT, a NAT per AZ: fresh, and as an update of a running system',
  needs: 'an empty account',
  async run(scene, theatre) {
    return (await Promise.all([protectedStage(theatre, scene.stage), nat(scene)])).join('; ');
  },
};

const SAFE = { natMode: 'per-az', albAccessLogs: true, deletionProtection: true };

/**
 * The stage that is kept safe: a NAT gateway per AZ, access logs, protection of stacks and load balancer.
 * @param other stage to make so, where none is
 */
async function protectedStage(theatre: Theatre, other: string): Promise<string> {
  const stage = listDeployedStages().find(isProtected) ?? other;
  const scene = await theatre.openScene('variant-protected', stage);
  scene.changeStage(SAFE);
  await scene.deploy('network');
  const keptLogs = await failsWithoutLoadBalancer(scene);
  await scene.deploy('protected-api', 'public-caller');
  const claims = await scene.proveSystem();
  for (const service of services) {
    await refusesDelete(scene.aws.cloudFormation, scene.stackName(service));
  }
  const { protectedApi } = await scene.system();
  scene.changeStage({ deletionProtection: false });
  await Promise.all(services.map((service) => scene.deploy(service)));
  await scene.remove();
  const bucket = `bucket ${protectedApi.outputs.get('AccessLogBucketName')}`;
  requireInventory(await takeInventory(scene.aws), [...scene.emptyInventory, ...keptLogs, bucket]);
  return `${stage} fresh (${claims} claims) after a first deploy that failed late and left no load balancer, protected, then removed but for its access-log bucket`;
}

function isProtected(stage: string): boolean {
  const { deletionProtection, existingVpc, networkStage } = readStage(stage);
  return deletionProtection && existingVpc === undefined && networkStage === stage;
}

/**
 * The load balancer is to be protected, and must go all the same when a later resource cannot be made.
 * @returns the access-log bucket, where the failed deploy has left one
 */
async function failsWithoutLoadBalancer(scene: Scene): Promise<readonly string[]> {
  const before = await takeInventory(scene.aws);
  const restore = addRule(scene, FIRST_RULE_PRIORITY);
  const { succeeded } = await scene.tryDeploy('protected-api');
  restore();
  if (succeeded)
    throw new BrokenClaimError('protected-api: deployed with a priority that is taken');
  const added = (await takeInventory(scene.aws)).filter((thing) => !before.includes(thing));
  const left = added.filter((thing) => thing.startsWith('load balancer'));
  if (left.length > 0) throw new BrokenClaimError(`left behind: ${left.join(', ')}`);
  return added.filter((thing) => thing.includes('accesslogbucket'));
}

/** Three AZs without a way out, then a NAT gateway in each, then none again. */
async function nat(scene: Scene): Promise<string> {
  scene.changeStage({ azs: 'ABC', natMode: 'none', logsEndpoint: false });
  await scene.deploy(...services);
  await scene.proveSystem();
  for (const natMode of ['per-az', 'none']) {
    scene.changeStage({ natMode, logsEndpoint: natMode === 'per-az' });
    await scene.deploy('network');
    await scene.proveSystem();
  }
  return 'three AZs fresh, without NAT, then a NAT per AZ, then without again';
}

/** @throws BrokenClaimError when CloudFormation takes the order */
async function refusesDelete(client: CloudFormationClient, StackName: string): Promise<void> {
  try {
    await client.send(new DeleteStackCommand({ StackName }));
  } catch (error) {
    if (error instanceof Error && error.message.includes('TerminationProtection')) return;
    throw error;
  }
  throw new BrokenClaimError(`${StackName}: deleted in spite of deletion protection`);
}
