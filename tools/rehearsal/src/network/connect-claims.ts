import type { Scene } from '../scene.ts';
import type { DeployedSystem } from '../system/deployed-system.ts';
import type { Theatre } from '../theatre.ts';
import { buildDeployed } from './build-deployed.ts';
import { claimsAsConnections } from './claims-as-connections.ts';
import { compareWithReach, type Match } from './compare-with-reach.ts';
import type { DeployedLab } from './deployed-lab.ts';
import { hostsFile } from './hosts-file.ts';

/**
 * Tries every question of the claims in reach.yml as a connection. Reach answers from the deployed templates, packets
 * from what the emulator has: they differ where the two do. Afterwards the network is as it was read.
 */
export async function connectClaims(
  scene: Scene,
  theatre: Theatre,
  system: DeployedSystem,
): Promise<Match & { readonly claims: number; readonly lab: DeployedLab }> {
  const { lab, snapshot, network } = await buildDeployed(scene, theatre, system);
  const claimed = await claimsAsConnections(scene.smokeAws, system, network);
  await lab.build(claimed.network, hostsFile(snapshot, claimed.network));
  const match = await compareWithReach(claimed.attempts, claimed.answers, (some, timeoutMs) =>
    lab.tryConnect(some, timeoutMs),
  );
  await lab.build(network, hostsFile(snapshot, network));
  return { ...match, claims: claimed.claims, lab };
}
