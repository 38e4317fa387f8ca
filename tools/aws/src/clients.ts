import './quiet-sdk.ts';
import { ACMClient } from '@aws-sdk/client-acm';
import { ApiGatewayV2Client } from '@aws-sdk/client-apigatewayv2';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { EC2Client } from '@aws-sdk/client-ec2';
import { ECSClient } from '@aws-sdk/client-ecs';
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { IAMClient } from '@aws-sdk/client-iam';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { Route53Client } from '@aws-sdk/client-route-53';
import { S3Client } from '@aws-sdk/client-s3';
import { STSClient } from '@aws-sdk/client-sts';
import { type ClientOptions, clientOptions } from './client-options.ts';
import type { Identity } from './identity.ts';

/** The clients of one account and Region: AWS itself, or an emulator. */
export interface Aws {
  /** Address of an emulator; undefined for AWS itself. */
  readonly endpoint: string | undefined;
  readonly acm: ACMClient;
  readonly cloudFormation: CloudFormationClient;
  readonly cloudWatch: CloudWatchClient;
  readonly ec2: EC2Client;
  readonly ecs: ECSClient;
  readonly elb: ElasticLoadBalancingV2Client;
  readonly lambda: LambdaClient;
  readonly logs: CloudWatchLogsClient;
  readonly httpApi: ApiGatewayV2Client;
  readonly iam: IAMClient;
  readonly route53: Route53Client;
  readonly s3: S3Client;
  readonly sts: STSClient;
}

/** An emulator takes any credentials. */
export function connectToEmulator(endpoint: string, region: string): Aws {
  return createClients(
    { region, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } },
    endpoint,
  );
}

/**
 * AWS, or the emulator that AWS_ENDPOINT_URL names.
 * @param endpoint address of an emulator
 */
export function connectToAws(
  identity: Identity,
  endpoint = process.env['AWS_ENDPOINT_URL'] || undefined,
): Aws {
  return createClients(clientOptions(identity), endpoint);
}

function createClients(identified: ClientOptions, endpoint: string | undefined): Aws {
  const options = { ...identified, ...(endpoint !== undefined && { endpoint }) };
  return {
    endpoint,
    acm: new ACMClient(options),
    cloudFormation: new CloudFormationClient(options),
    cloudWatch: new CloudWatchClient(options),
    ec2: new EC2Client(options),
    ecs: new ECSClient(options),
    elb: new ElasticLoadBalancingV2Client(options),
    lambda: new LambdaClient(options),
    logs: new CloudWatchLogsClient(options),
    httpApi: new ApiGatewayV2Client(options),
    iam: new IAMClient(options),
    route53: new Route53Client(options),
    s3: new S3Client({ ...options, forcePathStyle: endpoint !== undefined }),
    sts: new STSClient(options),
  };
}
