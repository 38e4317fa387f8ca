import { BrokenClaimError } from '../claims/broken-claim-error.ts';
import { keepsExports } from '../claims/keeps-exports.ts';
import type { Scene } from '../scene.ts';
import { callAllTheWhile } from '../system/call-all-the-while.ts';
import type { Act } from './act.ts';

/** There, and back, from whatever the stage has: at the end everything that the deploy before had is taken away. */
const MODES = ['none', 'single', 'per-az', 'single', 'none'];

export const waysOut: Act = {
  name: 'ways-out',
  title:
    'natMode of a running system changes while it is called: what stays up, which addresses stay',
  needs: 'the deployed system',
  async run(scene) {
    const seen: string[] = [];
    const calls = await callAllTheWhile(await scene.system(), async () => {
      for (const natMode of MODES) seen.push(`${natMode}: ${await change(scene, natMode)}`);
    });
    return `${seen.join('; ')}; ${calls}`;
  },
};

/** @returns how many addresses the internet sees then, and how many claims hold */
async function change(scene: Scene, natMode: string): Promise<string> {
  const before = await scene.system();
  scene.changeStage({ natMode });
  await scene.deploy('network');
  const claims = await scene.proveSystem();
  const after = await scene.system();
  // That of AZ A is what others may have let in: it goes with its gateway alone.
  if (natMode !== 'none') keepsFirstAddress(before.network.outputs, after.network.outputs);
  keepsExports({ ...before, network: withoutGateways(before.network) }, after);
  return `${addressesOf(after.network.outputs).length} addresses, ${claims} claims`;
}

const FIRST = 'NatGatewayAPublicIp';
type Outputs = ReadonlyMap<string, string>;

const addressesOf = (outputs: Outputs) =>
  [...outputs].filter(([key]) => key.endsWith('PublicIp')).map(([, address]) => address);

/** Gateways come and go with the mode, and so do their outputs. */
function withoutGateways<Stack extends { outputs: Outputs }>(network: Stack): Stack {
  const outputs = [...network.outputs].filter(([key]) => !key.startsWith('NatGateway'));
  return { ...network, outputs: new Map(outputs) };
}

function keepsFirstAddress(before: Outputs, after: Outputs): void {
  const was = before.get(FIRST);
  if (was !== undefined && after.get(FIRST) !== was)
    throw new BrokenClaimError(`${FIRST} changed from ${was} to ${after.get(FIRST)}`);
}
