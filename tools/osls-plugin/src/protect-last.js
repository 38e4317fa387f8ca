import { UpdateStackCommand, waitUntilStackUpdateComplete } from '@aws-sdk/client-cloudformation';

/** The parameter with which a template protects its load balancer (shared/resources/deletion-protection.yml). */
const PARAMETER = 'DeletionProtection';
const ON = 'true';

/** Seconds for an update that changes an attribute. */
const MAX_WAIT = 600;

/** @typedef {import('./osls.js').StackParameter} StackParameter */

/**
 * Protection comes last: a load balancer that is protected stays behind when a later resource of the same deploy
 * cannot be made, and nothing owns it any more. So a deploy that switches protection on sends it off first.
 * @param {readonly StackParameter[]} parameters what the deploy would send
 * @param {import('@aws-sdk/client-cloudformation').Stack | undefined} stack as it is
 * @returns {StackParameter[] | undefined} what to send first; undefined when once is enough
 */
export function unprotectedParameters(parameters, stack) {
  const isOn = stack?.Parameters?.some(
    ({ ParameterKey, ParameterValue }) => ParameterKey === PARAMETER && ParameterValue === ON,
  );
  const wanted = parameters.some(
    ({ ParameterKey, ParameterValue }) => ParameterKey === PARAMETER && ParameterValue === ON,
  );
  if (isOn || !wanted) return undefined;
  return parameters.map((parameter) =>
    parameter.ParameterKey === PARAMETER ? { ...parameter, ParameterValue: 'false' } : parameter,
  );
}

/**
 * Switches protection on in a stack that is complete.
 * @param {import('@aws-sdk/client-cloudformation').CloudFormationClient} client
 * @param {string} StackName
 * @param {StackParameter[]} Parameters
 */
export async function protectStack(client, StackName, Parameters) {
  await client.send(
    new UpdateStackCommand({
      StackName,
      Parameters,
      UsePreviousTemplate: true,
      Capabilities: ['CAPABILITY_IAM', 'CAPABILITY_NAMED_IAM'],
    }),
  );
  const { state, reason } = await waitUntilStackUpdateComplete(
    { client, maxWaitTime: MAX_WAIT, minDelay: 1, maxDelay: 5 },
    { StackName },
  );
  if (state !== 'SUCCESS') throw new Error(`${StackName}: its protection failed: ${reason}`);
}
