import { InputError } from '@private-lambda/command-line/input-error';
import { listServices } from '@private-lambda/packaging/list-services';
import { readStage } from '@private-lambda/packaging/read-stage';
import { ECS_CALLER } from '../../../config/names.js';
import type { Act } from './acts/act.ts';
import { acts, lanes, withNetwork, withPackets } from './acts/acts.ts';
import { call } from './acts/call.ts';
import { compare } from './acts/compare.ts';
import { deploy } from './acts/deploy.ts';
import { ecs } from './acts/ecs.ts';

/** What decides which acts are played. */
export interface Choice {
  /** The one stage that is deployed, called and compared; left out, every act is played. */
  readonly stage?: string;
  /** Names of the acts to play, with commas between; each in an account of its own. */
  readonly only?: string;
  /** Runs the deployed functions in the deployed network, where packets can be sent on this machine. */
  readonly network?: boolean;
}

/** Whether any of the acts needs network namespaces. */
export const sendsPackets = (chosen: readonly (readonly Act[])[]) =>
  chosen.flat().some((act) => withPackets.includes(act));

/** The ECS caller is optional. */
const lanesOf = (services: readonly string[]) =>
  lanes.map((lane) => lane.filter((act) => act !== ecs || services.includes(ECS_CALLER)));

/**
 * What is played: lanes side by side, the acts of a lane one after another.
 * @throws InputError REHEARSAL_ACT_UNKNOWN
 */
export function chooseActs({ only, stage, network }: Choice): readonly (readonly Act[])[] {
  if (only === undefined) {
    const chosen = stage === undefined ? lanesOf(listServices()) : [[deploy, call, compare]];
    if (!network) return chosen;
    // The lanes have an act of their own for it.
    const hasEcsCaller = stage !== undefined && readStage(stage).ecsCaller;
    return chosen.map((lane) => withNetwork(lane, hasEcsCaller));
  }
  return only.split(',').map((name) => [actNamed(name)]);
}

/** @throws InputError */
function actNamed(wanted: string): Act {
  const act = acts.find(({ name }) => name === wanted);
  if (act) return act;
  throw new InputError(
    'REHEARSAL_ACT_UNKNOWN',
    `Act "${wanted}" does not exist; there are: ${acts.map(({ name }) => name).join(', ')}`,
  );
}
