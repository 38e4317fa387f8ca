import type { Scene } from '../scene.ts';
import type { DeployedSystem } from '../system/deployed-system.ts';
import type { Theatre } from '../theatre.ts';
import type { AskedClaims } from './ask-claims.ts';
import { buildDeployed, type Change } from './build-deployed.ts';
import { claimsAsConnections } from './claims-as-connections.ts';
import { compareWithReach, type Match } from './compare-with-reach.ts';

/**
 * Tries every question of the claims in reach.yml as a connection. Reach has answered from the templates, and packets
 * say what the emulator has now: they differ where the two do. Afterwards the network is as it was read.
 * @param change what of that is to be otherwise
 */
export async function connectClaims(
  scene: Scene,
  theatre: Theatre,
  system: DeployedSystem,
  asked: AskedClaims,
  change?: Change,
): Promise<Match> {
  const { lab, snapshot, network } = await buildDeployed(scene, theatre, system, change);
  const claimed = claimsAsConnections(asked, network, snapshot);
  await lab.build(claimed.network, snapshot);
  const packets = await lab.tryConnect(claimed.attempts);
  await lab.build(network, snapshot);
  return compareWithReach(claimed.attempts, claimed.answers, packets);
}
