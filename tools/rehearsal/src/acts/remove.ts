import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import { requireInventory, takeInventory } from '../aws/inventory.ts';
import { BrokenClaimError } from '../claims/broken-claim-error.ts';
import type { Scene } from '../scene.ts';
import { callSystem } from '../system/call-system.ts';
import { type DeployedSystem, physicalId } from '../system/deployed-system.ts';
import type { Act } from './act.ts';

export const remove: Act = {
  name: 'remove',
  title: 'a network in use stays, untouched; in reverse order everything goes',
  needs: 'the deployed system',
  async run(scene) {
    const system = await scene.system();
    await refusesNetworkInUse(scene, system);
    await callSystem(scene.aws, system);
    await scene.deploy('network');

    await refusesWithoutAnswer(scene);
    const { succeeded, output } = await scene.runDeployTool('remove', '--yes');
    if (!succeeded)
      throw new BrokenClaimError(`npm run remove failed: ${output.split('\n').at(-1)}`);
    if (!output.includes('20 to 45 minutes')) {
      throw new BrokenClaimError('npm run remove does not say how long Lambda takes');
    }
    requireInventory(await takeInventory(scene.aws), scene.emptyInventory);
    return 'a network in use is not touched, and named with its users; then every stack, function, group, subnet, address, log group and bucket is gone';
  },
};

async function refusesWithoutAnswer(scene: Scene): Promise<void> {
  const { succeeded, output } = await scene.runDeployTool('remove');
  if (!succeeded && output.includes('expected --yes')) return;
  throw new BrokenClaimError(
    `npm run remove without a terminal: expected a refusal, found: ${output}`,
  );
}

async function refusesNetworkInUse(scene: Scene, system: DeployedSystem): Promise<void> {
  const bucket = physicalId(system.network, 'ServerlessDeploymentBucket');
  const count = async () =>
    (await scene.aws.s3.send(new ListObjectsV2Command({ Bucket: bucket }))).KeyCount;
  const before = await count();
  const { succeeded, output } = await scene.runDeployTool('remove', '--service', 'network');
  const users = [scene.stackName('protected-api'), scene.stackName('public-caller')];
  const isOneLine = output.split('\n').length === 1;
  if (succeeded || !isOneLine || !users.every((user) => output.includes(user))) {
    throw new BrokenClaimError(
      `npm run remove of a network in use: expected one line that names ${users.join(' and ')}, found: ${output}`,
    );
  }
  if ((await count()) !== before) {
    throw new BrokenClaimError(`${bucket}: emptied, though the network stays`);
  }
}
