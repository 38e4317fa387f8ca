import { BrokenClaimError } from '../claims/broken-claim-error.ts';
import type { Scene } from '../scene.ts';
import type { DeployedSystem } from '../system/deployed-system.ts';
import type { Theatre } from '../theatre.ts';
import type { AskedClaims } from './ask-claims.ts';
import { buildDeployed } from './build-deployed.ts';
import { describeDifference } from './compare-with-reach.ts';
import { connectClaims } from './connect-claims.ts';
import { letInternetIn, type Opening, openGroups, publicRoutes, publicTasks } from './openings.ts';
import { claimNoIntruders, withStrangers } from './strangers.ts';

/**
 * Opens the deployed network in every way there is, one at a time: packets break a claim of reach.yml, or there is a
 * reason why nothing comes of it. To the load balancer of the protected API strangers then come, too.
 * @returns what was opened, in a few words
 * @throws BrokenClaimError where an opening is not noticed
 */
export async function claimOpenings(
  scene: Scene,
  theatre: Theatre,
  system: DeployedSystem,
  asked: AskedClaims,
): Promise<string> {
  const { snapshot, network } = await buildDeployed(scene, theatre, system);
  const groups = openGroups(scene.aws.ec2, system.network, network);
  const named = (name: string) => groups.filter((each) => each.name === name);
  const routes = publicRoutes(scene.aws.ec2, snapshot);
  const tasks = system.ecsCaller && (await publicTasks(scene.aws, system.ecsCaller));
  const openings = [
    ...groups,
    ...(routes ? [routes] : []),
    ...(tasks ? [tasks] : []),
    ...(routes && tasks
      ? [letInternetIn([tasks, routes, ...named('EcsCallerSecurityGroup in')])]
      : []),
  ];
  const broken: string[] = [];
  const idle: string[] = [];
  for (const opening of openings) {
    const { name, isSeenBy, idle: reason } = opening;
    const { differences } = await during(opening, () =>
      connectClaims(scene, theatre, system, asked),
    );
    const claims = new Set(differences.filter(isSeenBy).flatMap((each) => each.claims));
    if (claims.size > 0) broken.push(`${name} (${[...claims].join(', ')})`);
    else if (differences.length === 0 && reason !== undefined) idle.push(`${name}: ${reason}`);
    else {
      throw new BrokenClaimError(
        `${name}: no claim notices it; found: ${differences.map(describeDifference)[0] ?? 'all hold'}`,
      );
    }
  }
  const intruders: string[] = [];
  for (const opening of named('ApiLoadBalancerSecurityGroup in')) {
    intruders.push(await during(opening, () => intruder(scene, theatre, system)));
  }
  return `${broken.length} openings break claims: ${broken.join('; ')}; and let in who is a stranger: ${intruders.join(', ')}${idle.length > 0 ? `; without effect: ${idle.join('; ')}` : ''}`;
}

async function during<T>(opening: Opening, run: () => Promise<T>): Promise<T> {
  await opening.open();
  try {
    return await run();
  } finally {
    await opening.close();
  }
}

/** @returns what the act `network` says of the first connection @throws BrokenClaimError where it finds none */
async function intruder(scene: Scene, theatre: Theatre, system: DeployedSystem): Promise<string> {
  const { lab, network } = await buildDeployed(scene, theatre, system, withStrangers);
  const found = await claimNoIntruders(lab, network, [system.settings.apiPort]).then(
    () => undefined,
    (error: unknown) => (error instanceof BrokenClaimError ? error.message : Promise.reject(error)),
  );
  if (found !== undefined) return found;
  throw new BrokenClaimError('strangers do not reach a load balancer that is open to all');
}
