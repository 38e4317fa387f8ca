/**
 * A service that several stages share says in `custom.stageOfStack` whose it is: the network, on a stage that uses
 * another's. Under the name of any other stage it would be a second one that nothing uses and no command removes.
 * @param {string} command such as `deploy`; what is there can still be removed
 * @param {import('./osls.js').Serverless['service']} service
 * @param {import('./ownership.js').Owner} owner
 * @returns {string | undefined} one line when the stack is another stage's
 */
export function ownStageProblem(command, { custom }, owner) {
  const stage = custom?.stageOfStack;
  if (command !== 'deploy' || stage === undefined || stage === owner.stage) return undefined;
  return `Stage "${owner.stage}" uses the ${owner.service} of stage "${stage}"; expected npm run deploy -- --stage ${stage} --service ${owner.service}`;
}
