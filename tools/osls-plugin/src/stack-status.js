/**
 * What the status of a stack means for its next deploy (CloudFormation user guide, "Stack status codes").
 */

/**
 * @param {string} name of the stack
 * @param {string | undefined} status
 * @returns {string | undefined} one line when CloudFormation would refuse to update it
 */
export function undeployableProblem(name, status = '') {
  if (
    status === 'ROLLBACK_COMPLETE' ||
    status === 'ROLLBACK_FAILED' ||
    status === 'CREATE_FAILED'
  ) {
    return `Stack ${name} is ${status}: its first deploy failed, and such a stack can only be deleted; remove it first (npm run remove), then deploy`;
  }
  if (status === 'REVIEW_IN_PROGRESS') {
    return `Stack ${name} is ${status}: a change set made it and was never carried out; delete the stack first, then deploy`;
  }
  if (status === 'DELETE_FAILED') {
    return `Stack ${name} is ${status}: a removal has not ended; remove it first (npm run remove), then deploy`;
  }
  if (status === 'UPDATE_ROLLBACK_FAILED') {
    return `Stack ${name} is ${status}; expected aws cloudformation continue-update-rollback --stack-name ${name} first`;
  }
  return changingProblem(name, status);
}

/**
 * @param {string} name of the stack
 * @param {string | undefined} status
 * @returns {string | undefined} one line when somebody is at work on it
 */
export function changingProblem(name, status = '') {
  if (!status.endsWith('_IN_PROGRESS') || status === 'REVIEW_IN_PROGRESS') return undefined;
  return `Stack ${name} is ${status}: somebody is changing it; wait until that has ended`;
}

/**
 * Did the last operation end in anything but success? Then the stack does not have what the deployment bucket holds.
 * @param {string | undefined} status
 */
export function lastOperationFailed(status = '') {
  return /ROLLBACK_COMPLETE$|_FAILED$/.test(status);
}
