import {
  AllocateAddressCommand,
  DescribeNatGatewaysCommand,
  ReleaseAddressCommand,
} from '@aws-sdk/client-ec2';
import { BrokenClaimError } from '../claims/broken-claim-error.ts';
import { keepsExports } from '../claims/keeps-exports.ts';
import type { Scene } from '../scene.ts';
import { refusesToDeploy } from '../system/adoption.ts';
import { callAllTheWhile } from '../system/call-all-the-while.ts';
import type { DeployedSystem } from '../system/deployed-system.ts';
import type { Act } from './act.ts';

/** There, and back, from whatever the stage has: at the end everything that the deploy before had is taken away. */
const MODES = ['none', 'single', 'per-az', 'regional', 'single', 'none'];

export const waysOut: Act = {
  name: 'ways-out',
  title:
    'natMode and natElasticIps of a running system change while it is called: what stays up, which addresses stay',
  needs: 'the deployed system',
  async run(scene) {
    const seen: string[] = [];
    const calls = await callAllTheWhile(await scene.system(), async () => {
      for (const natMode of MODES) seen.push(`${natMode}: ${await change(scene, { natMode })}`);
      seen.push(`own addresses: ${await useOwnAddresses(scene)}`);
    });
    return `${seen.join('; ')}; ${calls}`;
  },
};

/** @returns how many addresses the internet sees then, and how many claims hold */
async function change(scene: Scene, values: Readonly<Record<string, unknown>>): Promise<string> {
  const before = await scene.system();
  const seenBefore = await addressesOf(scene);
  scene.changeStage(values);
  const { succeeded, output } = await scene.runDeployTool('deploy', '--service', 'network');
  if (!succeeded) throw new BrokenClaimError(`${JSON.stringify(values)}: ${output}`);
  const claims = await scene.proveSystem();
  const after = await scene.system();
  // That of AZ A is what others may have let in: it goes with its gateway, or for one of the stage file, alone.
  keepsFirstAddress(before, after);
  keepsExports({ ...before, network: withoutGateways(before.network) }, after);
  const seen = await addressesOf(scene);
  const modes = [before, after].map(({ settings }) => settings.natMode);
  const kept = seen.find((address) => seenBefore.includes(address));
  if (modes.includes('regional') && kept !== undefined)
    throw new BrokenClaimError(`${kept} is an address of ${modes.join(' and of ')}`);
  return `${seen.length} addresses, ${claims} claims`;
}

/** From the address that is made to one that is there, to another, into the other zone, and back. */
async function useOwnAddresses(scene: Scene): Promise<string> {
  const { ec2 } = scene.aws;
  const allocate = async () =>
    (await ec2.send(new AllocateAddressCommand({ Domain: 'vpc' }))).AllocationId ?? '';
  const [one, other] = [await allocate(), await allocate()];
  const steps = [
    { natMode: 'single', natElasticIps: {} },
    { natElasticIps: { A: one } },
    { natElasticIps: { A: other } },
    { natMode: 'per-az', natElasticIps: { A: other, B: one } },
  ];
  const claims: string[] = [];
  for (const step of steps) claims.push(await change(scene, step));
  // Each is held by the gateway of the other zone until the new gateways are made.
  scene.changeStage({ natElasticIps: { A: one, B: other } });
  await refusesToDeploy(scene, ['is that of the NAT gateway in AZ B']);
  scene.changeStage({ natElasticIps: { A: other, B: 'eipalloc-0000000000000dead' } });
  await refusesToDeploy(scene, ['is no Elastic IP of account']);
  claims.push(await change(scene, { natElasticIps: {} }));
  claims.push(await change(scene, { natMode: 'none' }));
  for (const AllocationId of [one, other])
    await ec2.send(new ReleaseAddressCommand({ AllocationId }));
  return `${claims.join(', ')}; exchanged ones and one that is not there are refused`;
}

const FIRST = 'NatGatewayAPublicIp';
type Outputs = ReadonlyMap<string, string>;

/** What the internet sees. */
async function addressesOf({ aws }: Scene): Promise<readonly string[]> {
  const { NatGateways = [] } = await aws.ec2.send(new DescribeNatGatewaysCommand({}));
  return NatGateways.flatMap(({ NatGatewayAddresses = [] }) =>
    NatGatewayAddresses.flatMap(({ PublicIp }) => PublicIp ?? []),
  );
}

/** Gateways come and go with the mode, and so do their outputs. */
function withoutGateways<Stack extends { outputs: Outputs }>(network: Stack): Stack {
  const outputs = [...network.outputs].filter(([key]) => !/^(Regional)?NatGateway/.test(key));
  return { ...network, outputs: new Map(outputs) };
}

function keepsFirstAddress(before: DeployedSystem, after: DeployedSystem): void {
  if (!makesFirst(before) || !makesFirst(after)) return;
  const [was, is] = [before, after].map(({ network }) => network.outputs.get(FIRST));
  if (was === undefined || is !== was)
    throw new BrokenClaimError(`${FIRST} changed from ${was} to ${is}`);
}

/** Has AZ A a gateway with an address that the network makes? */
const makesFirst = ({ settings: { natMode, natElasticIps } }: DeployedSystem) =>
  (natMode === 'single' || natMode === 'per-az') && natElasticIps?.A === undefined;
