import { compareSystem } from '../system/compare-system.ts';
import type { Act } from './act.ts';

export const compare: Act = {
  name: 'compare',
  title: 'what AWS says is deployed, against what was designed',
  needs: 'the deployed system',
  async run(scene) {
    const held = await compareSystem(scene.smokeAws, await scene.system());
    return `${held} claims: addresses, routes, NAT, groups, endpoints, load balancer, functions, permissions, outputs`;
  },
};
