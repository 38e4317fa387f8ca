import { UpdateStackCommand, waitUntilStackUpdateComplete } from '@aws-sdk/client-cloudformation';

/**
 * The parameters with which a template protects its load balancer and has it write access logs
 * (shared/resources/deletion-protection.yml, access-logs.yml).
 */
const PARAMETERS = ['DeletionProtection', 'AccessLogs'];
const ON = 'true';

/** Seconds for an update that changes an attribute. */
const MAX_WAIT = 600;

/** @typedef {import('./osls.js').StackParameter} StackParameter */

/**
 * Protection comes last: a load balancer that is protected stays behind when a later resource of the same deploy
 * cannot be made, and nothing owns it any more. So does a bucket for access logs, into which ELB writes a test file at
 * once: CloudFormation deletes no bucket with a file in it. A deploy that switches one on sends it off first.
 * @param {readonly StackParameter[]} parameters what the deploy would send
 * @param {import('@aws-sdk/client-cloudformation').Stack | undefined} stack as it is
 * @returns {StackParameter[] | undefined} what to send first; undefined when once is enough
 */
export function unprotectedParameters(parameters, stack) {
  const isOn = (/** @type {string} */ key) =>
    stack?.Parameters?.some(
      ({ ParameterKey, ParameterValue }) => ParameterKey === key && ParameterValue === ON,
    );
  const first = parameters.map((parameter) => {
    const { ParameterKey: key, ParameterValue: value } = parameter;
    const isLate = PARAMETERS.includes(key) && value === ON && !isOn(key);
    return isLate ? { ...parameter, ParameterValue: 'false' } : parameter;
  });
  return first.every((parameter, index) => parameter === parameters[index]) ? undefined : first;
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
