import { ECS_CALLER } from '../../../../config/names.js';
import { requireInventory, takeInventory } from '../aws/inventory.ts';
import { joinEcsCaller } from '../system/join-ecs-caller.ts';
import type { Act } from './act.ts';

export const ecs: Act = {
  name: 'ecs',
  title: 'the ECS caller joins a running system; it goes first when everything goes',
  needs: 'the deployed system',
  async run(scene) {
    await joinEcsCaller(scene);
    const claims = await scene.proveSystem();
    await scene.remove('--with', ECS_CALLER);
    requireInventory(await takeInventory(scene.aws), scene.emptyInventory);
    return `${claims} claims hold with the ECS caller, no export changed; removed with the rest, nothing left`;
  },
};
