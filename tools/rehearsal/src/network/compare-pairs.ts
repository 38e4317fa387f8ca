import type { Built } from './build-deployed.ts';
import { allAttempts, claimMatch, compareWithReach } from './compare-with-reach.ts';
import { reachOfSnapshot } from './reach-of-snapshot.ts';
import { isStranger } from './strangers.ts';

/**
 * Claims that reach, of the same snapshot, says what packets say of everybody who is there, and of nobody else.
 * @returns the figures, in half a sentence, and one port of each stretch that no rule tells apart
 * @throws BrokenClaimError
 */
export async function comparePairs({ lab, snapshot, network }: Built) {
  const { ports, explain } = reachOfSnapshot(snapshot, network);
  const hosts = network.hosts.filter(({ id }) => !isStranger(id));
  const attempts = allAttempts({ ...network, hosts }, ports);
  const match = compareWithReach(attempts, explain(attempts), await lab.tryConnect(attempts));
  return { figures: claimMatch(match), ports };
}
