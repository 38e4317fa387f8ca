import type { Act } from './act.ts';
import { adopt } from './adopt.ts';
import { adoptOthers } from './adopt-others.ts';
import { call } from './call.ts';
import { callers } from './callers.ts';
import { compare } from './compare.ts';
import { deploy } from './deploy.ts';
import { deployer } from './deployer.ts';
import { ecs } from './ecs.ts';
import { foreign } from './foreign.ts';
import { growth } from './growth.ts';
import { httpsInside } from './https-inside.ts';
import { network } from './network.ts';
import { networkClaims } from './network-claims.ts';
import { networkEcs } from './network-ecs.ts';
import { networkFaults } from './network-faults.ts';
import { networkTwins } from './network-twins.ts';
import { oneByOne } from './one-by-one.ts';
import { redeploy } from './redeploy.ts';
import { remove } from './remove.ts';
import { rollback } from './rollback.ts';
import { variants } from './variants.ts';
import { waysOut } from './ways-out.ts';

/** All of them, in the order of their numbers. */
export const acts: readonly Act[] = [
  deploy,
  call,
  compare,
  redeploy,
  oneByOne,
  rollback,
  remove,
  variants,
  growth,
  ecs,
  foreign,
  adopt,
  adoptOthers,
  callers,
  deployer,
  network,
  networkClaims,
  networkFaults,
  networkTwins,
  httpsInside,
  waysOut,
  networkEcs,
];

/** Which ones share an account. The first lane leaves the deployed system behind. */
export const lanes: readonly (readonly Act[])[] = [
  [deploy, call, compare, redeploy, rollback],
  [oneByOne, growth, remove],
  [variants, ecs],
  [foreign],
  [adopt],
];

/** Those that a run plays after the deploy with --network, or by name. */
const ofNetwork: readonly Act[] = [network, networkClaims, networkFaults];

/** Those that need packets. */
export const withPackets: readonly Act[] = [...ofNetwork, networkEcs, networkTwins];

/** Those that a run plays only when it is asked for them. */
export const byName: readonly Act[] = [
  adoptOthers,
  callers,
  deployer,
  ...withPackets,
  httpsInside,
  waysOut,
];

/**
 * With the network around whatever is called after the deploy, and around the ECS caller.
 * @param hasEcsCaller whether the deployed stage has it
 */
export const withNetwork = (lane: readonly Act[], hasEcsCaller: boolean): readonly Act[] =>
  lane.flatMap((act) => {
    if (act === deploy) return [act, ...ofNetwork, ...(hasEcsCaller ? [networkEcs] : [])];
    return act === ecs ? [networkEcs, act] : [act];
  });
