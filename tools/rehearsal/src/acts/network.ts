import { BrokenClaimError } from '../claims/broken-claim-error.ts';
import { buildDeployed } from '../network/build-deployed.ts';
import { comparePairs } from '../network/compare-pairs.ts';
import { claimNoIntruders, withStrangers } from '../network/strangers.ts';
import { callSystem } from '../system/call-system.ts';
import type { Act } from './act.ts';

export const network: Act = {
  name: 'network',
  title: 'the deployed network as namespaces: packets go where the design says, and nowhere else',
  needs: 'the deployed system',
  async run(scene, theatre) {
    const system = await scene.system();
    const built = await buildDeployed(scene, theatre, system, withStrangers);
    const { lab } = built;
    const { figures, ports } = await comparePairs(built);
    const strangers = await claimNoIntruders(lab, built.network, ports);
    // The attempts above came through them as well.
    const before = lab.balancers.passed;
    const answers = await callSystem(scene.smokeAws, system);
    if (lab.balancers.passed === before) {
      throw new BrokenClaimError(
        'no call came through a listener of the network: functions run outside',
      );
    }
    return `${figures}, and packets say the same; ${strangers}; ${answers}`;
  },
};
