import { readFailure } from '../aws/stack.ts';
import { BrokenClaimError } from '../claims/broken-claim-error.ts';
import type { Scene, Service } from '../scene.ts';
import type { Act } from './act.ts';

export const oneByOne: Act = {
  name: 'one-by-one',
  title: 'serverless deploy in each service folder; the wrong order names the missing export',
  needs: 'an empty account',
  async run(scene) {
    const first = await deployTooEarly(scene, 'protected-api', 'network');
    await scene.deploy('network');
    const second = await deployTooEarly(scene, 'public-caller', 'protected-api');
    await scene.deploy('protected-api', 'public-caller');
    const claims = await scene.proveSystem();
    return `too early: ${first} and ${second} named as missing; in order: ${claims} claims hold`;
  },
};

/** @returns the export that the failure names */
async function deployTooEarly(scene: Scene, service: Service, missing: Service): Promise<string> {
  const { succeeded, output } = await scene.tryDeploy(service);
  if (succeeded) throw new BrokenClaimError(`${service}: deployed without ${missing}`);
  const name = new RegExp(`No export named (${scene.stackName(missing)}-\\w+) found`).exec(
    output,
  )?.[1];
  if (name !== undefined) return name;
  const failure = await readFailure(scene.aws.cloudFormation, scene.stackName(service));
  throw new BrokenClaimError(
    `${service}: the failed deploy does not name an export of ${missing}: ${failure ?? output}`,
  );
}
