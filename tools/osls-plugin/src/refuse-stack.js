import { foreignStackProblem } from './ownership.js';
import { changingProblem, undeployableProblem } from './stack-status.js';

/** Commands of osls that change a stack, its bucket or its functions; all others read, or work on this machine. */
const CHANGING = new Set([
  'deploy',
  'deploy function',
  'rollback',
  'rollback function',
  'remove',
  'prune',
]);

/** @param {string} command such as `deploy function` */
export function changesStack(command) {
  return CHANGING.has(command);
}

/**
 * @param {string} command
 * @param {import('@aws-sdk/client-cloudformation').Stack} stack the one that the command is about
 * @param {import('./ownership.js').Owner} owner
 * @returns {string | undefined} one line when the command must not touch the stack
 */
export function refusalOf(command, stack, owner) {
  const { StackName = '', StackStatus } = stack;
  const foreign = foreignStackProblem(stack, owner);
  if (foreign !== undefined) return foreign;
  return command === 'deploy'
    ? undeployableProblem(StackName, StackStatus)
    : changingProblem(StackName, StackStatus);
}
