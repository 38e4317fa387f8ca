import {
  CreateSubnetCommand,
  DescribeVpcsCommand,
  ModifyVpcAttributeCommand,
} from '@aws-sdk/client-ec2';
import { readStage } from '@private-lambda/packaging/read-stage';
import { requireInventory, takeInventory } from '../aws/inventory.ts';
import { MadeVpc } from '../aws/made-vpc.ts';
import { BrokenClaimError } from '../claims/broken-claim-error.ts';
import type { Scene } from '../scene.ts';
import {
  adoptVpc,
  refusesToAdopt,
  refusesToDeploy,
  requireNoTrace,
  snapshotOf,
} from '../system/adoption.ts';
import type { Act } from './act.ts';

export const adopt: Act = {
  name: 'adopt',
  title: 'into the default VPC, and out again without a trace',
  needs: 'an empty account',
  async run(scene) {
    const vpcId = await defaultVpc(scene);
    await refusesToAdopt(scene, undefined, `${vpcId} (172.31.0.0/16, the default VPC)`);
    await switchHostNames(scene, vpcId, false);
    await refusesToAdopt(scene, vpcId, 'enableDnsHostnames');
    await switchHostNames(scene, vpcId, true);
    const before = await snapshotOf(scene, vpcId);
    await adoptVpc(scene, vpcId);
    await usesItsPublicSubnets(scene);
    await scene.deploySystem();
    const claims = await scene.proveSystem();
    const stranger = await addStranger(scene, vpcId);
    await changesNothing(scene, vpcId);
    await refusesToMove(scene, vpcId);
    await scene.remove();
    requireInventory(await takeInventory(scene.aws), [
      ...scene.emptyInventory,
      `subnet ${stranger}`,
    ]);
    const others = [`Subnets: ${stranger} is new`];
    requireNoTrace(before, await snapshotOf(scene, vpcId), others);
    return `${vpcId}: refused without host names; then planned, deployed and called (${claims} claims); planned again, the same; removed, and the VPC is what it was, but for the subnet that somebody made meanwhile`;
  },
};

/** They are there for the NAT gateway: nothing public is made. */
async function usesItsPublicSubnets(scene: Scene): Promise<void> {
  const { A, B } = readStage(scene.stage, scene.path('config')).existingVpc?.publicSubnetIds ?? {};
  if (A && B) return;
  throw new BrokenClaimError(`adopt: expected public subnets of the VPC, found ${A} and ${B}`);
}

async function defaultVpc({ aws: { ec2 } }: Scene): Promise<string> {
  const { Vpcs = [] } = await ec2.send(new DescribeVpcsCommand({}));
  const vpc = Vpcs.find(({ IsDefault }) => IsDefault);
  if (vpc?.VpcId === undefined) throw new Error('the emulator has no default VPC');
  return vpc.VpcId;
}

async function switchHostNames({ aws: { ec2 } }: Scene, VpcId: string, Value: boolean) {
  const EnableDnsHostnames = { Value };
  await ec2.send(new ModifyVpcAttributeCommand({ VpcId, EnableDnsHostnames }));
}

/** Somebody else uses the VPC in the meantime. @returns the id of their subnet */
async function addStranger({ aws: { ec2 } }: Scene, VpcId: string): Promise<string> {
  const CidrBlock = '172.31.255.0/24';
  const { Subnet } = await ec2.send(new CreateSubnetCommand({ VpcId, CidrBlock }));
  return Subnet?.SubnetId ?? '';
}

/** What the stage has made there is not somebody else's to plan around. */
async function changesNothing(scene: Scene, vpcId: string): Promise<void> {
  const output = await adoptVpc(scene, vpcId);
  if (output.includes('says this already')) return;
  throw new BrokenClaimError(`adopt: expected no other plan once it is deployed, found: ${output}`);
}

/** A network that stands moves into no other VPC, and into no other subnets of its own. */
async function refusesToMove(scene: Scene, vpcId: string): Promise<void> {
  const { existingVpc } = (await scene.system()).settings;
  scene.changeStage({ existingVpc: { ...existingVpc, id: 'vpc-0000000000000dead' } });
  await refusesToDeploy(scene, ['a network does not move']);
  const other = await MadeVpc.make(scene.aws.ec2, 'us-east-1', '10.90.0.0/16');
  await refusesToAdopt(scene, other.id, 'a network does not move');
  await other.remove();
  const { publicSubnetIds, ...withoutPublic } = existingVpc ?? {};
  scene.changeStage({ existingVpc: withoutPublic });
  await refusesToAdopt(scene, vpcId, 'this plan says one of its own; what stands');
  scene.changeStage({ existingVpc });
}
