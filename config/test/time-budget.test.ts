import {
  ANSWER_RESERVE_MS,
  MAX_PAUSE_MS,
} from '@private-lambda/shared/protected-client/call-upstream';
import { loadStage } from '../stage.js';
import type { Stage } from '../stage-schema.js';
import { ANSWER, drainTimes, PAUSE, timeBudgetProblem } from '../time-budget.js';

const { timeBudget } = loadStage('dev');
const problemOf = (budget: Partial<Stage['timeBudget']>, ecsCaller = true) =>
  timeBudgetProblem({ timeBudget: { ...timeBudget, ...budget }, ecsCaller });

it('the pause and the time for the answer are those of the protected client', () => {
  expect([PAUSE, ANSWER]).toEqual([MAX_PAUSE_MS / 1000, ANSWER_RESERVE_MS / 1000]);
});

describe('timeBudgetProblem', () => {
  it('has nothing against the defaults', () => {
    expect(problemOf({})).toBeUndefined();
  });

  it.each([
    [{ callerFunction: 12 }, 'callerFunction is 12; expected at least callDeadline (12) and 0.5'],
    [{ callDeadline: 11 }, 'callDeadline is 11; expected at least two attempts (callAttempt 5.5)'],
    [{ protectedFunction: 6 }, 'callAttempt is 5.5; expected more than protectedFunction (6)'],
    [{ albIdle: 5 }, 'albIdle is 5; expected more than callAttempt (5.5)'],
    [{ containerKeepAlive: 60 }, 'containerKeepAlive is 60; expected more than albIdle (60)'],
    [{ albIdle: 27 }, 'albIdle is 27; expected more than containerRequest (15) and callDeadline'],
    [{ containerDrain: 32 }, 'containerDrain is 32; expected more than containerDrainGrace (5)'],
  ])('names the keys and values of %j', (budget, line) => {
    expect(problemOf(budget)).toContain(`timeBudget: ${line}`);
  });

  it('asks for what a container needs only where one runs', () => {
    expect(problemOf({ containerDrain: 32 }, false)).toBeUndefined();
  });
});

describe('drainTimes', () => {
  it('are whole seconds, longer than what they wait for', () => {
    const budget = { ...timeBudget, containerDrain: 99.5, containerRequest: 15.2 };
    expect(drainTimes(budget)).toEqual({ stopTimeout: 120, deregistrationDelay: 31 });
  });
});
