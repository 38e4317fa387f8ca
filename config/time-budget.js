/** The seconds of a stage, which fit into each other from the outside in; what of them a template needs besides. */

/** Longest pause between two attempts, and what a caller keeps for its own answer (shared/src/protected-client). */
export const PAUSE = 0.25;
export const ANSWER = 0.5;

/** ECS kills a task that long after it should have ended by itself, at most 120 after SIGTERM (StopTimeout). */
const AFTER_DRAIN = 20;
export const LONGEST_DRAIN = 120 - AFTER_DRAIN;

/** A target that leaves is waited for a little longer than its last request takes. */
const AFTER_LAST_REQUEST = 3;

/** @typedef {import('./stage-schema.js').Stage['timeBudget']} TimeBudget */

/**
 * @param {Pick<import('./stage-schema.js').Stage, 'timeBudget' | 'ecsCaller'>} stage
 * @returns {string | undefined} the first inequality that does not hold, in one line with its keys and values
 */
export function timeBudgetProblem({ timeBudget: budget, ecsCaller }) {
  const { callerFunction, callDeadline, callAttempt, protectedFunction, albIdle } = budget;
  const { containerRequest, containerKeepAlive, containerDrainGrace, containerDrain } = budget;
  const lastRequest = containerRequest + callDeadline;
  const ofCall = [
    {
      holds: callerFunction >= callDeadline + ANSWER,
      line: `callerFunction is ${callerFunction}; expected at least callDeadline (${callDeadline}) and ${ANSWER} for the answer`,
    },
    {
      holds: callDeadline >= 2 * callAttempt + PAUSE,
      line: `callDeadline is ${callDeadline}; expected at least two attempts (callAttempt ${callAttempt}) and ${PAUSE} between them`,
    },
    {
      holds: callAttempt > protectedFunction,
      line: `callAttempt is ${callAttempt}; expected more than protectedFunction (${protectedFunction})`,
    },
    {
      holds: albIdle > callAttempt,
      line: `albIdle is ${albIdle}; expected more than callAttempt (${callAttempt})`,
    },
  ];
  const ofContainer = [
    {
      holds: containerKeepAlive > albIdle,
      line: `containerKeepAlive is ${containerKeepAlive}; expected more than albIdle (${albIdle})`,
    },
    {
      holds: albIdle > lastRequest,
      line: `albIdle is ${albIdle}; expected more than containerRequest (${containerRequest}) and callDeadline (${callDeadline}) together`,
    },
    {
      holds: containerDrain > containerDrainGrace + lastRequest,
      line: `containerDrain is ${containerDrain}; expected more than containerDrainGrace (${containerDrainGrace}), containerRequest (${containerRequest}) and callDeadline (${callDeadline}) together`,
    },
  ];
  const broken = [...ofCall, ...(ecsCaller ? ofContainer : [])].find(({ holds }) => !holds);
  return broken && `timeBudget: ${broken.line}`;
}

/**
 * Whole seconds, as ECS and ELB take them: from SIGTERM to SIGKILL of a task, and for how long the load balancer still
 * waits for a task that leaves.
 * @param {TimeBudget} budget
 */
export function drainTimes({ containerDrain, containerRequest, callDeadline }) {
  return {
    stopTimeout: Math.ceil(containerDrain) + AFTER_DRAIN,
    deregistrationDelay: Math.ceil(containerRequest + callDeadline) + AFTER_LAST_REQUEST,
  };
}
