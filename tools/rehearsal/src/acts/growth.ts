import { BrokenClaimError } from '../claims/broken-claim-error.ts';
import { keepsExports } from '../claims/keeps-exports.ts';
import { services } from '../scene.ts';
import type { DeployedSystem } from '../system/deployed-system.ts';
import type { Act } from './act.ts';

export const growth: Act = {
  name: 'growth',
  title: 'a running system grows from two AZs to three',
  needs: 'the deployed system',
  async run(scene) {
    const before = await scene.system();
    scene.changeStage({ azs: 'ABC', natMode: 'per-az' });
    await scene.deploy(...services);
    const claims = await scene.proveSystem();
    keepsEverything(before, await scene.system());
    return `no subnet replaced, no export changed; ${claims} claims hold with three AZs and a NAT in each`;
  },
};

/** @throws BrokenClaimError when a subnet was replaced or the value of an export changed */
function keepsEverything(before: DeployedSystem, after: DeployedSystem): void {
  keepsExports(before, after);
  for (const [id, physical] of before.network.resources) {
    if (/^(Public|Private)Subnet[A-D]$/.test(id) && after.network.resources.get(id) !== physical) {
      throw new BrokenClaimError(`${before.network.name}: ${id} was replaced`);
    }
  }
}
