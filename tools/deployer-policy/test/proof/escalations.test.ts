import { makePolicy } from '../../src/make-policy.ts';
import { frozenSubject } from '../frozen-subject.ts';
import { ESCALATIONS } from './escalations.ts';
import { documentsOf, EVERYTHING, isAllowed, refusedOf } from './simulator.ts';

const documents = documentsOf(makePolicy(frozenSubject()));

describe('whoever has the deploy role cannot', () => {
  it.each(ESCALATIONS)('%s', async (_, request) => {
    expect(await isAllowed(documents, request)).toBe(false);
  });

  it('do anything of these, and an administrator could do each', async () => {
    expect(
      await refusedOf(
        [EVERYTHING],
        ESCALATIONS.map(([, request]) => request),
      ),
    ).toEqual([]);
  });
});
