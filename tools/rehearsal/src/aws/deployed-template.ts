import {
  type CloudFormationClient,
  DescribeStacksCommand,
  GetTemplateCommand,
} from '@aws-sdk/client-cloudformation';

export interface DeployedTemplate {
  /** Its text, which is JSON. */
  readonly body: string;
  /** The values with which it was deployed. */
  readonly parameters: ReadonlyMap<string, string>;
}

export async function readDeployedTemplate(
  client: CloudFormationClient,
  StackName: string,
): Promise<DeployedTemplate> {
  const [{ TemplateBody = '' }, { Stacks: [stack] = [] }] = await Promise.all([
    client.send(new GetTemplateCommand({ StackName })),
    client.send(new DescribeStacksCommand({ StackName })),
  ]);
  const parameters = (stack?.Parameters ?? []).map(
    ({ ParameterKey = '', ParameterValue = '' }) => [ParameterKey, ParameterValue] as const,
  );
  return { body: TemplateBody, parameters: new Map(parameters) };
}
