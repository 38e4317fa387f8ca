import type { ClaimResult, Finding } from 'cfn-reach/src/policy/finding.ts';
import { brokenClaims } from '../src/broken-claims.ts';

const claim = (id: string, outcome: ClaimResult['outcome'], ...at: string[]): ClaimResult => ({
  id,
  says: 'A sentence.',
  outcome,
  findings: at.map((one): Finding => ({ outcome: 'violated', message: 'No.', at: one })),
});

it('names the claims that do not hold, and each resource to look at once', () => {
  expect(
    brokenClaims([
      claim('kept', 'satisfied'),
      claim('not-made', 'absent'),
      claim('broken', 'violated', 'network/In', 'network/In', 'network/Out'),
      claim('open', 'undecided'),
    ]),
  ).toBe('broken: network/In, network/Out; open');
});
