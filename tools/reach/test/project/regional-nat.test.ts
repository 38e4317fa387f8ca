import { join } from 'node:path';
import { readStage } from '@private-lambda/packaging/read-stage';
import { NETWORK } from '../../../../config/names.js';
import { frozenRoot, listFrozen } from '../../../../test/fixture/frozen-system.ts';
import { checkPolicy } from '../../src/policy/check-policy.ts';
import { projectPolicy } from '../../src/project/project-policy.ts';

/** The frozen system with another way out. */
async function outcomes(NatMode: string) {
  const packaged = listFrozen().map((one) =>
    one.service === NETWORK ? { ...one, parameters: { ...one.parameters, NatMode } } : one,
  );
  const settings = { ...readStage('dev'), natMode: 'regional' as const };
  const policy = projectPolicy('dev', settings, packaged);
  const { claims } = await checkPolicy({ ...policy, policyFile: join(frozenRoot, 'reach.yml') });
  return claims;
}

const WAY = 'internet-clients-leave-through-nat';

it('every claim of reach.yml holds with a regional NAT gateway, which is the way out', async () => {
  const claims = await outcomes('regional');
  const broken = claims.filter(({ outcome }) => outcome !== 'satisfied' && outcome !== 'absent');
  expect(broken.map(({ id, findings }) => [id, findings[0]?.message])).toEqual([]);
  expect(claims.find(({ id }) => id === WAY)?.outcome).toBe('satisfied');
});

it('without one nothing is claimed of the way out', async () => {
  const claims = await outcomes('none');
  expect(claims.find(({ id }) => id === WAY)?.outcome).toBe('absent');
});
