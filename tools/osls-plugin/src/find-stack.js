import { DescribeStacksCommand, GetTemplateCommand } from '@aws-sdk/client-cloudformation';

/**
 * @param {Pick<import('@aws-sdk/client-cloudformation').CloudFormationClient, 'send'>} client
 * @param {string} name
 * @returns {Promise<import('@aws-sdk/client-cloudformation').Stack | undefined>} undefined when there is no such stack
 */
export async function findStack(client, name) {
  try {
    const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName: name }));
    return Stacks.find(({ StackStatus }) => StackStatus !== 'DELETE_COMPLETE');
  } catch (error) {
    // CloudFormation has no error of its own for it: a ValidationError with these words.
    if (error instanceof Error && error.message.includes('does not exist')) return undefined;
    throw error;
  }
}

/**
 * @param {Pick<import('@aws-sdk/client-cloudformation').CloudFormationClient, 'send'>} client
 * @param {string} name
 * @returns {Promise<string>} the template of a stack that is there, as it was sent
 */
export async function readTemplate(client, name) {
  const { TemplateBody = '' } = await client.send(new GetTemplateCommand({ StackName: name }));
  return TemplateBody;
}
