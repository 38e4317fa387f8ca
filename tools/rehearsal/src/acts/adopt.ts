import { isDeepStrictEqual } from 'node:util';
import { DescribeVpcsCommand, ModifyVpcAttributeCommand } from '@aws-sdk/client-ec2';
import { readSnapshot } from '@private-lambda/inventory/read-snapshot';
import type { Snapshot } from '@private-lambda/inventory/snapshot';
import { requireInventory, takeInventory } from '../aws/inventory.ts';
import { BrokenClaimError } from '../claims/broken-claim-error.ts';
import type { Scene } from '../scene.ts';
import { callSystem } from '../system/call-system.ts';
import type { Act } from './act.ts';

export const adopt: Act = {
  name: 'adopt',
  title: 'into the default VPC, and out again without a trace',
  needs: 'an empty account',
  async run(scene) {
    const vpcId = await defaultVpc(scene);
    await refusesWithout(scene, vpcId, 'enableDnsHostnames');
    await switchOnHostNames(scene, vpcId);
    const before = await snapshotOf(scene, vpcId);
    await run(scene, 'adopt', '--vpc-id', vpcId, '--stage', scene.stage, '--yes');
    await scene.deploySystem();
    await callSystem(scene.aws, await scene.system());
    await refusesToMove(scene);
    await scene.remove();
    requireInventory(await takeInventory(scene.aws), scene.emptyInventory);
    requireSame(before, await snapshotOf(scene, vpcId));
    return `${vpcId}: refused without host names; then planned, deployed and called; removed, and every part of the VPC is what it was`;
  },
};

async function defaultVpc({ aws: { ec2 } }: Scene): Promise<string> {
  const { Vpcs = [] } = await ec2.send(new DescribeVpcsCommand({}));
  const vpc = Vpcs.find(({ IsDefault }) => IsDefault);
  if (vpc?.VpcId === undefined) throw new Error('the emulator has no default VPC');
  return vpc.VpcId;
}

/** AWS makes default VPCs with both DNS attributes on; the emulator's has one of them. */
async function switchOnHostNames({ aws: { ec2 } }: Scene, VpcId: string): Promise<void> {
  const EnableDnsHostnames = { Value: true };
  await ec2.send(new ModifyVpcAttributeCommand({ VpcId, EnableDnsHostnames }));
}

function runAdopt(scene: Scene, tool: string, ...args: readonly string[]) {
  return scene.run({
    script: scene.path('tools', tool, 'bin', `${tool}.mjs`),
    args,
    directory: scene.path(),
  });
}

async function run(scene: Scene, tool: string, ...args: readonly string[]): Promise<void> {
  const { succeeded, output } = await runAdopt(scene, tool, ...args);
  if (!succeeded) throw new BrokenClaimError(`${tool}: ${output}`);
}

async function refusesWithout(scene: Scene, vpcId: string, named: string): Promise<void> {
  const args = ['--vpc-id', vpcId, '--stage', scene.stage, '--yes'];
  const { succeeded, output } = await runAdopt(scene, 'adopt', ...args);
  if (!succeeded && output.includes(named)) return;
  throw new BrokenClaimError(`adopt: expected a refusal that names ${named}, found: ${output}`);
}

/** The stage file of a network that stands may name no other VPC. */
async function refusesToMove(scene: Scene): Promise<void> {
  const { existingVpc } = (await scene.system()).settings;
  scene.changeStage({ existingVpc: { ...existingVpc, id: 'vpc-0000000000000dead' } });
  const { succeeded, output } = await scene.runDeployTool('deploy');
  scene.changeStage({ existingVpc });
  if (!succeeded && output.includes('vpc-0000000000000dead')) return;
  throw new BrokenClaimError(`deploy: expected a refusal of the other VPC, found: ${output}`);
}

function snapshotOf({ aws }: Scene, vpcId: string): Promise<Snapshot> {
  const { ec2, elb, lambda } = aws;
  return readSnapshot({ id: '000000000000', region: 'us-east-1', ec2, elb, lambda }, { vpcId });
}

/** @throws BrokenClaimError that names the parts of the VPC that are not what they were */
function requireSame(before: Snapshot, after: Snapshot): void {
  const found = new Map(Object.entries(after));
  const changed = Object.entries({ ...before, TakenAt: after.TakenAt })
    .filter(([part, value]) => !isDeepStrictEqual(value, found.get(part)))
    .map(([part]) => part);
  if (changed.length === 0) return;
  throw new BrokenClaimError(`not what they were before: ${changed.join(', ')}`);
}
