import { BrokenClaimError } from '../claims/broken-claim-error.ts';
import { describeDifference } from '../network/compare-with-reach.ts';
import { connectClaims } from '../network/connect-claims.ts';
import type { Act } from './act.ts';

export const networkClaims: Act = {
  name: 'network-claims',
  title: 'every question of the claims in reach.yml, as a connection',
  needs: 'the deployed system',
  async run(scene, theatre) {
    const { claims, asked, reachable, unknown, differences } = await connectClaims(
      scene,
      theatre,
      await scene.system(),
    );
    const [difference] = differences;
    if (difference) throw new BrokenClaimError(describeDifference(difference));
    return `${claims} claims of reach.yml ask about ${asked} connections: ${reachable} come about, ${unknown} are unknown to reach, and packets say the same`;
  },
};
