import { BrokenClaimError } from '../claims/broken-claim-error.ts';
import type { Act } from './act.ts';

export const deploy: Act = {
  name: 'deploy',
  title: 'compose deploy of the whole system into an empty account',
  needs: 'an empty account',
  async run(scene) {
    await scene.deploySystem();
    const { network, protectedApi, publicCaller } = await scene.system();
    const stacks = [network, protectedApi, publicCaller];
    for (const { name, status } of stacks) {
      // The first template of osls holds the deployment bucket alone, the second one the rest.
      if (status !== 'UPDATE_COMPLETE' && status !== 'CREATE_COMPLETE') {
        throw new BrokenClaimError(`${name}: the stack is ${status}`);
      }
    }
    const outputs = stacks.reduce((sum, stack) => sum + stack.outputs.size, 0);
    const resources = stacks.reduce((sum, stack) => sum + stack.resources.size, 0);
    return `${stacks.length} stacks complete: ${resources} resources, ${outputs} outputs; ${publicCaller.outputs.get('HttpApiUrl')}`;
  },
};
