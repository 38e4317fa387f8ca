import { askClaims } from '../network/ask-claims.ts';
import { claimMatch } from '../network/compare-with-reach.ts';
import { connectClaims } from '../network/connect-claims.ts';
import type { Act } from './act.ts';

export const networkClaims: Act = {
  name: 'network-claims',
  title: 'every question of the claims in reach.yml, as a connection',
  needs: 'the deployed system',
  async run(scene, theatre) {
    const system = await scene.system();
    const asked = await askClaims(scene.smokeAws, system);
    const match = await connectClaims(scene, theatre, system, asked);
    return `${asked.claims} claims of reach.yml ask about ${claimMatch(match)}, and packets say the same`;
  },
};
