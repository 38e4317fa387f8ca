import { MADE_ZONE } from '../../../../config/api-address.js';
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

const REGION = 'us-east-1';

export const adoptOthers: Act = {
  name: 'adopt-others',
  title: 'into a crowded VPC and into a shared one, and out again without a trace',
  needs: 'an empty account',
  async run(scene, theatre) {
    const guest = await theatre.openScene('adopt-shared', scene.stage);
    return (await Promise.all([crowded(scene), shared(guest)])).join('; ');
  },
};

/**
 * Its first range is full, its tables and names are in use, a peering leads to addresses that overlap, and it has an
 * internet gateway, but no public subnets.
 */
async function crowded(scene: Scene): Promise<string> {
  const { ec2 } = scene.aws;
  const vpc = await MadeVpc.make(ec2, REGION, '10.40.0.0/24');
  await vpc.attachInternetGateway();
  const subnets = [
    await vpc.addSubnet('a', '10.40.0.0/25'),
    await vpc.addSubnet('b', '10.40.0.128/25'),
  ];
  await vpc.addRange('100.64.0.0/16');
  await vpc.addGatewayEndpoints();
  const logs = await vpc.addLogsEndpoint(subnets);
  await vpc.peerWith(await MadeVpc.make(ec2, REGION, '10.50.0.0/16'), '100.0.0.0/8');
  const file = await takeInventoryFile(scene, vpc.id);
  const words = `${logs.securityGroupId} must admit port 443`;
  requireWords(await adoptVpc(scene, vpc.id, '--inventory', file), words);
  requireWords(await adoptVpc(scene, vpc.id), 'says this already');
  await refusesToDeploy(scene, ['logs-through-the-interface-endpoint']);
  await vpc.admit(logs.securityGroupId, '100.64.0.0/16');
  await changesBeforeTheDeploy(scene, vpc);
  return proveAndRemove(scene, vpc, 'crowded', () => goesRegional(scene));
}

/** Nothing needs the public subnets any more that the network has made, so they go with their exports. */
async function goesRegional(scene: Scene): Promise<string> {
  const before = await scene.system();
  if (!before.network.outputs.has('PublicSubnetIdsAB'))
    throw new BrokenClaimError('expected public subnets that the network has made');
  scene.changeStage({ natMode: 'regional' });
  const { succeeded, output } = await scene.runDeployTool('deploy', '--service', 'network');
  if (!succeeded) throw new BrokenClaimError(`regional: ${output}`);
  const claims = await scene.proveSystem();
  const { outputs } = (await scene.system()).network;
  const left = [...outputs.keys()].filter((key) => key.startsWith('PublicSubnet'));
  if (left.length > 0) throw new BrokenClaimError(`regional: ${left.join(', ')} are still there`);
  return `natMode: regional without public subnets, ${claims} claims`;
}

/** What somebody does to the VPC between plan and deploy is met by both, until it is mended. */
async function changesBeforeTheDeploy(scene: Scene, vpc: MadeVpc): Promise<void> {
  const open = await vpc.closeAcl();
  await refusesToAdopt(scene, vpc.id, 'ask its owner to let it pass');
  await refusesToDeploy(scene, ['the claims of reach.yml do not hold']);
  await open();
  await vpc.setAttributes({ EnableDnsSupport: { Value: false } });
  const dissolve = await vpc.addHostedZone(scene.aws.route53, 'elb.amazonaws.com');
  await refusesToAdopt(scene, vpc.id, 'enableDnsSupport off');
  await refusesToAdopt(scene, vpc.id, 'private hosted zone elb.amazonaws.com');
  await refusesToDeploy(scene, ['enableDnsSupport off', 'private hosted zone elb.amazonaws.com']);
  await dissolve();
  await meetsAnotherZone(scene, vpc);
  await vpc.setAttributes({ EnableDnsSupport: { Value: true } });
}

/** The VPC has a zone already of the name that the stage would make one for. */
async function meetsAnotherZone(scene: Scene, vpc: MadeVpc): Promise<void> {
  const apiDomainName = 'pricing.internal.test';
  const dissolve = await vpc.addHostedZone(scene.aws.route53, apiDomainName);
  scene.changeStage({ apiDomainName, apiHostedZone: MADE_ZONE });
  const words = 'AWS takes no second one of that name';
  await refusesToAdopt(scene, vpc.id, words);
  await refusesToDeploy(scene, [words]);
  scene.changeStage({ apiDomainName: '', apiHostedZone: '' });
  await dissolve();
}

/** Nothing leads out of it, and its subnets are in one zone. */
async function refusedOnes(scene: Scene): Promise<string> {
  const vpc = await MadeVpc.make(scene.aws.ec2, REGION, '10.70.0.0/16');
  const subnets = [
    await vpc.addSubnet('a', '10.70.0.0/24'),
    await vpc.addSubnet('a', '10.70.1.0/24'),
  ];
  await refusesToAdopt(scene, vpc.id, 'has no internet gateway');
  await refusesToAdopt(
    scene,
    vpc.id,
    'two of them are in one zone',
    '--private-subnets',
    subnets.join(','),
  );
  return 'closed and in one zone: refused';
}

/** Another account owns it: nothing of the network is made but groups. */
async function shared(scene: Scene): Promise<string> {
  const vpc = await MadeVpc.make(scene.aws.ec2, REGION, '10.60.0.0/16');
  const subnets = [
    await vpc.addSubnet('a', '10.60.0.0/24'),
    await vpc.addSubnet('b', '10.60.1.0/24'),
  ];
  await vpc.shareBy('999988887777');
  const refused = await refusedOnes(scene);
  scene.changeStage({ natMode: 'none', logsEndpoint: false });
  await refusesToAdopt(scene, vpc.id, 'is shared by account 999988887777');
  await adoptVpc(scene, vpc.id, '--private-subnets', subnets.join(','));
  return `${await proveAndRemove(scene, vpc, 'shared')}; ${refused}`;
}

async function proveAndRemove(
  scene: Scene,
  vpc: MadeVpc,
  kind: string,
  change: () => Promise<string> = async () => '',
): Promise<string> {
  const before = await snapshotOf(scene, vpc.id);
  await scene.deploySystem();
  const claims = await scene.proveSystem();
  const changed = await change();
  const standing = await snapshotOf(scene, vpc.id);
  // Its claims are held against what it has made itself, too.
  await scene.deploySystem();
  requireNoTrace(standing, await snapshotOf(scene, vpc.id));
  const { output } = await scene.runDeployTool('remove', '--yes');
  requireWords(output, `Left alone: ${vpc.id}`);
  requireNoTrace(before, await snapshotOf(scene, vpc.id));
  return `${kind}: called, ${claims} claims hold${changed && `; ${changed}`}; deployed again without a change, removed without a trace`;
}

/** `npm run inventory`, without names: what it leaves out decides nothing. @returns the file */
async function takeInventoryFile(scene: Scene, vpcId: string): Promise<string> {
  const file = scene.path('vpc.json');
  const args = ['--vpc-id', vpcId, '--out', file, '--no-names'];
  const { succeeded, output } = await scene.run(scene.tool('inventory', ...args));
  if (!succeeded) throw new BrokenClaimError(`inventory: ${output}`);
  return file;
}

function requireWords(output: string, words: string): void {
  if (output.includes(words)) return;
  throw new BrokenClaimError(`expected words ${words}, found: ${output}`);
}
