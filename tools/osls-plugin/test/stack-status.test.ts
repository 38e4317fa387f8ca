import { changingProblem, lastOperationFailed, undeployableProblem } from '../src/stack-status.js';

describe('the status of a stack', () => {
  it.each([
    ['ROLLBACK_COMPLETE', 'its first deploy failed'],
    ['ROLLBACK_FAILED', 'its first deploy failed'],
    ['REVIEW_IN_PROGRESS', 'was never carried out'],
    ['DELETE_FAILED', 'a removal has not ended'],
    ['UPDATE_ROLLBACK_FAILED', 'continue-update-rollback --stack-name a'],
    ['UPDATE_IN_PROGRESS', 'somebody is changing it'],
  ])('%s keeps a deploy from beginning', (status, reason) => {
    expect(undeployableProblem('a', status)).toContain(`Stack a is ${status}`);
    expect(undeployableProblem('a', status)).toContain(reason);
  });

  it.each(['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE', 'IMPORT_COMPLETE'])(
    '%s lets a deploy begin',
    (status) => expect(undeployableProblem('a', status)).toBeUndefined(),
  );

  it('keeps nobody from removing what nobody changes', () => {
    expect(changingProblem('a', 'REVIEW_IN_PROGRESS')).toBeUndefined();
    expect(changingProblem('a', 'ROLLBACK_COMPLETE')).toBeUndefined();
    expect(changingProblem('a', 'DELETE_IN_PROGRESS')).toContain('wait until that has ended');
  });

  it('tells a last operation that failed from one that did not', () => {
    expect(lastOperationFailed('UPDATE_ROLLBACK_COMPLETE')).toBe(true);
    expect(lastOperationFailed('UPDATE_FAILED')).toBe(true);
    expect(lastOperationFailed('UPDATE_COMPLETE')).toBe(false);
    expect(lastOperationFailed(undefined)).toBe(false);
  });
});
