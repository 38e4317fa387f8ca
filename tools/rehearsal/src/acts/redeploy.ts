import { readEvents } from '../aws/stack.ts';
import { BrokenClaimError } from '../claims/broken-claim-error.ts';
import { changeHandler } from '../osls/change-handler.ts';
import { type Scene, services } from '../scene.ts';
import type { Act } from './act.ts';

export const redeploy: Act = {
  name: 'redeploy',
  title: 'a second deploy changes nothing; a change of one function changes its stack alone',
  needs: 'the deployed system',
  async run(scene) {
    const before = await countEvents(scene);
    await Promise.all(services.map((service) => scene.deploy(service)));
    unchanged(before, await countEvents(scene), services);

    const { publicUrl } = await scene.system();
    changeHandler(scene.path('services/public-caller/src/handlers'), 'api', 'headers');
    await scene.deploy('public-caller');
    const after = await countEvents(scene);
    unchanged(before, after, ['network', 'protected-api']);
    if (after.get('public-caller') === before.get('public-caller')) {
      throw new BrokenClaimError(`${scene.stackName('public-caller')}: the stack was not updated`);
    }
    const answer = await fetch(`${publicUrl}/health`);
    if (answer.headers.get('x-rehearsal') !== 'changed') {
      throw new BrokenClaimError(
        'GET /health: answered by the old code after the deploy of new code',
      );
    }
    return 'no stack event on the second deploy; new code served after one stack alone was updated';
  },
};

async function countEvents(scene: Scene): Promise<ReadonlyMap<string, number>> {
  const counts = services.map(async (service) => {
    const events = await readEvents(scene.aws.cloudFormation, scene.stackName(service));
    return [service, events.length] as const;
  });
  return new Map(await Promise.all(counts));
}

function unchanged(
  before: ReadonlyMap<string, number>,
  after: ReadonlyMap<string, number>,
  expected: readonly string[],
): void {
  for (const service of expected) {
    if (before.get(service) !== after.get(service)) {
      throw new BrokenClaimError(`${service}: the stack was updated, though nothing of it changed`);
    }
  }
}
