import { GetApisCommand } from '@aws-sdk/client-apigatewayv2';
import { ListStacksCommand } from '@aws-sdk/client-cloudformation';
import { DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  DescribeAddressesCommand,
  DescribeFlowLogsCommand,
  DescribeInternetGatewaysCommand,
  DescribeNatGatewaysCommand,
  DescribeNetworkInterfacesCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVpcEndpointsCommand,
  DescribeVpcsCommand,
} from '@aws-sdk/client-ec2';
import { ListClustersCommand, ListTaskDefinitionsCommand } from '@aws-sdk/client-ecs';
import {
  DescribeLoadBalancersCommand,
  DescribeTargetGroupsCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { ListRolesCommand } from '@aws-sdk/client-iam';
import { ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { ListBucketsCommand } from '@aws-sdk/client-s3';
import type { Aws } from '@private-lambda/aws/clients';
import { BrokenClaimError } from '../claims/broken-claim-error.ts';

/**
 * Everything in a small account that a deploy of this repository could have made, as `<kind> <id>`. Reads first pages
 * only: for an account of a rehearsal.
 */
export async function takeInventory(aws: Aws): Promise<readonly string[]> {
  const { cloudFormation, ec2, ecs, elb, lambda, logs, iam, s3, httpApi } = aws;
  const found = await Promise.all([
    list('stack', cloudFormation.send(new ListStacksCommand({})), ({ StackSummaries = [] }) =>
      StackSummaries.filter(({ StackStatus }) => StackStatus !== 'DELETE_COMPLETE').map(
        ({ StackName }) => StackName,
      ),
    ),
    list('function', lambda.send(new ListFunctionsCommand({})), ({ Functions = [] }) =>
      Functions.map(({ FunctionName }) => FunctionName),
    ),
    list('log group', logs.send(new DescribeLogGroupsCommand({})), ({ logGroups = [] }) =>
      logGroups.map(({ logGroupName }) => logGroupName),
    ),
    list('bucket', s3.send(new ListBucketsCommand({})), ({ Buckets = [] }) =>
      Buckets.map(({ Name }) => Name),
    ),
    list('role', iam.send(new ListRolesCommand({})), ({ Roles = [] }) =>
      Roles.map(({ RoleName }) => RoleName),
    ),
    list('HTTP API', httpApi.send(new GetApisCommand({})), ({ Items = [] }) =>
      Items.map(({ ApiId }) => ApiId),
    ),
    list('load balancer', elb.send(new DescribeLoadBalancersCommand({})), (answer) =>
      (answer.LoadBalancers ?? []).map(({ LoadBalancerName }) => LoadBalancerName),
    ),
    list('target group', elb.send(new DescribeTargetGroupsCommand({})), (answer) =>
      (answer.TargetGroups ?? []).map(({ TargetGroupName }) => TargetGroupName),
    ),
    list('cluster', ecs.send(new ListClustersCommand({})), ({ clusterArns = [] }) => clusterArns),
    list(
      'task definition',
      ecs.send(new ListTaskDefinitionsCommand({ status: 'ACTIVE' })),
      (answer) => answer.taskDefinitionArns ?? [],
    ),
    list('VPC', ec2.send(new DescribeVpcsCommand({})), ({ Vpcs = [] }) =>
      Vpcs.map(({ VpcId }) => VpcId),
    ),
    list('subnet', ec2.send(new DescribeSubnetsCommand({})), ({ Subnets = [] }) =>
      Subnets.map(({ SubnetId }) => SubnetId),
    ),
    list('route table', ec2.send(new DescribeRouteTablesCommand({})), ({ RouteTables = [] }) =>
      RouteTables.map(({ RouteTableId }) => RouteTableId),
    ),
    list('internet gateway', ec2.send(new DescribeInternetGatewaysCommand({})), (answer) =>
      (answer.InternetGateways ?? []).map(({ InternetGatewayId }) => InternetGatewayId),
    ),
    list('NAT gateway', ec2.send(new DescribeNatGatewaysCommand({})), ({ NatGateways = [] }) =>
      NatGateways.filter(({ State }) => State !== 'deleted').map(
        ({ NatGatewayId }) => NatGatewayId,
      ),
    ),
    list('Elastic IP', ec2.send(new DescribeAddressesCommand({})), ({ Addresses = [] }) =>
      Addresses.map(({ AllocationId }) => AllocationId),
    ),
    list('security group', ec2.send(new DescribeSecurityGroupsCommand({})), (answer) =>
      (answer.SecurityGroups ?? []).map(({ GroupId }) => GroupId),
    ),
    list('endpoint', ec2.send(new DescribeVpcEndpointsCommand({})), ({ VpcEndpoints = [] }) =>
      VpcEndpoints.map(({ VpcEndpointId }) => VpcEndpointId),
    ),
    list('flow log', ec2.send(new DescribeFlowLogsCommand({})), ({ FlowLogs = [] }) =>
      FlowLogs.map(({ FlowLogId }) => FlowLogId),
    ),
    list('network interface', ec2.send(new DescribeNetworkInterfacesCommand({})), (answer) =>
      (answer.NetworkInterfaces ?? []).map(({ NetworkInterfaceId }) => NetworkInterfaceId),
    ),
  ]);
  return found.flat();
}

/** @throws BrokenClaimError that names what is left over, or what is gone */
export function requireInventory(found: readonly string[], expected: readonly string[]): void {
  const left = found.filter((thing) => !expected.includes(thing));
  if (left.length > 0) throw new BrokenClaimError(`left behind: ${left.join(', ')}`);
  const gone = expected.filter((thing) => !found.includes(thing));
  if (gone.length > 0) throw new BrokenClaimError(`removed, but should stay: ${gone.join(', ')}`);
}

async function list<T>(
  kind: string,
  answer: Promise<T>,
  ids: (answer: T) => readonly (string | undefined)[],
): Promise<string[]> {
  return ids(await answer).map((id) => `${kind} ${id}`);
}
