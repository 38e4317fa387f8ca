import { BrokenClaimError } from '../claims/broken-claim-error.ts';
import { buildDeployed } from '../network/build-deployed.ts';
import { allAttempts, claimMatch, compareWithReach } from '../network/compare-with-reach.ts';
import { reachOfSnapshot } from '../network/reach-of-snapshot.ts';
import { isStranger, withStrangers } from '../network/strangers.ts';
import { callSystem } from '../system/call-system.ts';
import type { Act } from './act.ts';

export const network: Act = {
  name: 'network',
  title: 'the deployed network as namespaces: packets go where the design says, and nowhere else',
  needs: 'the deployed system',
  async run(scene, theatre) {
    const system = await scene.system();
    const {
      lab,
      snapshot,
      network: built,
    } = await buildDeployed(scene, theatre, system, withStrangers);
    const strangers = built.hosts.map(({ id }) => id).filter(isStranger);
    const reach = reachOfSnapshot(snapshot);
    const own = { ...built, hosts: built.hosts.filter(({ id }) => !isStranger(id)) };
    const attempts = allAttempts(own, reach.ports);
    const match = await compareWithReach(attempts, reach.explain(attempts), (some, timeoutMs) =>
      lab.tryConnect(some, timeoutMs),
    );
    const figures = claimMatch(match);
    const intruders = strangers.flatMap((from) =>
      own.hosts.flatMap(({ id: to }) => reach.ports.map((port) => ({ from, to, port }))),
    );
    const reached = await lab.tryConnect(intruders);
    const intruder = intruders.find((_, index) => reached[index] !== 'no');
    if (intruder) {
      throw new BrokenClaimError(`${intruder.from} reaches ${intruder.to} on ${intruder.port}`);
    }
    // The attempts above came through them as well.
    const before = lab.passed;
    const answers = await callSystem(scene.smokeAws, system);
    if (lab.passed === before) {
      throw new BrokenClaimError(
        'no call came through a listener of the network: functions run outside',
      );
    }
    return `${figures}, and packets say the same; ${strangers.length} strangers reach nobody, on ${reach.ports.length} ports; ${answers}`;
  },
};
