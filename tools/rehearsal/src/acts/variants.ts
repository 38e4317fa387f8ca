import { type CloudFormationClient, DeleteStackCommand } from '@aws-sdk/client-cloudformation';
import { requireInventory, takeInventory } from '../aws/inventory.ts';
import { BrokenClaimError } from '../claims/broken-claim-error.ts';
import { type Scene, services } from '../scene.ts';
import type { Theatre } from '../theatre.ts';
import type { Act } from './act.ts';

export const variants: Act = {
  name: 'variants',
  title: 'prod, three AZs, no NAT, a NAT per AZ: fresh, and as an update of a running system',
  needs: 'an empty account',
  async run(scene, theatre) {
    return (await Promise.all([prod(theatre), nat(scene)])).join('; ');
  },
};

/** The stage that is kept safe: a NAT gateway per AZ, access logs, protection of stacks and load balancer. */
async function prod(theatre: Theatre): Promise<string> {
  const scene = await theatre.openScene('variant-prod', 'prod');
  await scene.deploy(...services);
  const claims = await scene.proveSystem();
  for (const service of services) {
    await refusesDelete(scene.aws.cloudFormation, scene.stackName(service));
  }
  const { protectedApi } = await scene.system();
  scene.changeStage({ deletionProtection: false });
  await Promise.all(services.map((service) => scene.deploy(service)));
  await scene.remove();
  const bucket = `bucket ${protectedApi.outputs.get('AccessLogBucketName')}`;
  requireInventory(await takeInventory(scene.aws), [...scene.emptyInventory, bucket]);
  return `prod fresh (${claims} claims), protected, then removed but for its access-log bucket`;
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
