import type { Snapshot } from '@private-lambda/inventory/snapshot';
import type { LabNetwork } from '@private-lambda/packet-lab/model';
import type { Scene } from '../scene.ts';
import { snapshotOf } from '../system/adoption.ts';
import { type DeployedSystem, physicalId } from '../system/deployed-system.ts';
import type { Theatre } from '../theatre.ts';
import type { DeployedLab } from './deployed-lab.ts';
import { fromSnapshot } from './from-snapshot.ts';

export interface Built {
  readonly lab: DeployedLab;
  readonly snapshot: Snapshot;
  readonly network: LabNetwork;
}

export type Change = (network: LabNetwork) => LabNetwork;

/**
 * Builds what the emulator has at this moment around the scene's functions.
 * @param change what is to be otherwise
 */
export async function buildDeployed(
  scene: Scene,
  theatre: Theatre,
  system: DeployedSystem,
  change: Change = (network) => network,
): Promise<Built> {
  scene.lab ??= await theatre.openLab(scene);
  const snapshot = await snapshotOf(scene, physicalId(system.network, 'Vpc'));
  const network = change(fromSnapshot(snapshot));
  await scene.lab.build(network, snapshot);
  return { lab: scene.lab, snapshot, network };
}
