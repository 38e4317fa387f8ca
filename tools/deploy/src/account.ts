import {
  CloudFormationClient,
  DescribeStacksCommand,
  type Stack,
} from '@aws-sdk/client-cloudformation';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { EC2Client } from '@aws-sdk/client-ec2';
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { IAMClient } from '@aws-sdk/client-iam';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { InputError } from '@private-lambda/command-line/input-error';

/** The AWS account and Region that the environment points to. */
export interface Account {
  readonly id: string;
  /** Who asks: the ARN of a user or of an assumed role. */
  readonly caller: string;
  readonly region: string;
  readonly cloudFormation: CloudFormationClient;
  readonly ec2: EC2Client;
  readonly elb: ElasticLoadBalancingV2Client;
  readonly iam: IAMClient;
  readonly lambda: LambdaClient;
  readonly logs: CloudWatchLogsClient;
}

/** What every `serverless.yml` takes when the environment names none. */
const DEFAULT_REGION = 'us-east-1';

/** @throws InputError DEPLOY_NO_CREDENTIALS when AWS does not say who this is */
export async function openAccount(): Promise<Account> {
  const region = process.env['AWS_REGION'] || DEFAULT_REGION;
  const options = { region };
  try {
    const identity = await new STSClient(options).send(new GetCallerIdentityCommand({}));
    return {
      id: identity.Account ?? '',
      caller: identity.Arn ?? '',
      region,
      cloudFormation: new CloudFormationClient(options),
      ec2: new EC2Client(options),
      elb: new ElasticLoadBalancingV2Client(options),
      iam: new IAMClient(options),
      lambda: new LambdaClient(options),
      logs: new CloudWatchLogsClient(options),
    };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new InputError(
      'DEPLOY_NO_CREDENTIALS',
      `AWS does not say who you are (${reason}); expected credentials as for the AWS CLI, such as AWS_PROFILE`,
      { cause },
    );
  }
}

/** @returns undefined when there is no such stack */
export async function findStack({ cloudFormation }: Account, name: string) {
  try {
    const { Stacks = [] } = await cloudFormation.send(
      new DescribeStacksCommand({ StackName: name }),
    );
    return Stacks.find(({ StackStatus }) => StackStatus !== 'DELETE_COMPLETE');
  } catch (error) {
    if (error instanceof Error && error.message.includes('does not exist')) return undefined;
    throw error;
  }
}

/** Value of an output; undefined when the stack has none of that name. */
export function outputOf(stack: Stack | undefined, key: string): string | undefined {
  return stack?.Outputs?.find(({ OutputKey }) => OutputKey === key)?.OutputValue;
}
