import { callSystem } from '../system/call-system.ts';
import type { Act } from './act.ts';

export const call: Act = {
  name: 'call',
  title: 'calls through HTTP API, load balancer and both functions, seen in their logs',
  needs: 'the deployed system',
  async run(scene) {
    return callSystem(scene.smokeAws, await scene.system());
  },
};
