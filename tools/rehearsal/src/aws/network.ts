import {
  type Address,
  DescribeAddressesCommand,
  DescribeFlowLogsCommand,
  DescribeInternetGatewaysCommand,
  DescribeNatGatewaysCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVpcEndpointsCommand,
  DescribeVpcsCommand,
  type EC2Client,
  type FlowLog,
  type InternetGateway,
  type NatGateway,
  type RouteTable,
  type SecurityGroup,
  type Subnet,
  type Vpc,
  type VpcEndpoint,
} from '@aws-sdk/client-ec2';
import type { Stack } from './stack.ts';

/** What EC2 says of the network stack's resources, each under its logical id. */
export interface Network {
  readonly vpcs: ReadonlyMap<string, Vpc>;
  readonly internetGateways: ReadonlyMap<string, InternetGateway>;
  readonly subnets: ReadonlyMap<string, Subnet>;
  readonly routeTables: ReadonlyMap<string, RouteTable>;
  readonly natGateways: ReadonlyMap<string, NatGateway>;
  /** Every Elastic IP of the Region. */
  readonly addresses: readonly Address[];
  readonly endpoints: ReadonlyMap<string, VpcEndpoint>;
  readonly flowLogs: ReadonlyMap<string, FlowLog>;
  readonly securityGroups: ReadonlyMap<string, SecurityGroup>;
}

export async function readNetwork(ec2: EC2Client, stack: Stack): Promise<Network> {
  const byLogicalId = <T>(prefix: string, items: readonly T[] | undefined, id: Key<T>) =>
    new Map(
      idsOf(stack, prefix).flatMap(([logicalId, physicalId]) =>
        (items ?? []).filter((item) => item[id] === physicalId).map((item) => [logicalId, item]),
      ),
    );
  const ids = (prefix: string) => idsOf(stack, prefix).map(([, physicalId]) => physicalId);
  // An empty list of ids would mean "all".
  const some = async <T>(prefix: string, read: (ids: string[]) => Promise<T>) =>
    ids(prefix).length === 0 ? undefined : read(ids(prefix));

  const [vpcs, gateways, subnets, tables, nats, addresses, endpoints, flowLogs, groups] =
    await Promise.all([
      some('vpc', (VpcIds) => ec2.send(new DescribeVpcsCommand({ VpcIds }))),
      some('igw', (InternetGatewayIds) =>
        ec2.send(new DescribeInternetGatewaysCommand({ InternetGatewayIds })),
      ),
      some('subnet', (SubnetIds) => ec2.send(new DescribeSubnetsCommand({ SubnetIds }))),
      some('rtb', (RouteTableIds) => ec2.send(new DescribeRouteTablesCommand({ RouteTableIds }))),
      some('nat', (NatGatewayIds) => ec2.send(new DescribeNatGatewaysCommand({ NatGatewayIds }))),
      ec2.send(new DescribeAddressesCommand({})),
      some('vpce', (VpcEndpointIds) =>
        ec2.send(new DescribeVpcEndpointsCommand({ VpcEndpointIds })),
      ),
      some('fl', (FlowLogIds) => ec2.send(new DescribeFlowLogsCommand({ FlowLogIds }))),
      some('sg', (GroupIds) => ec2.send(new DescribeSecurityGroupsCommand({ GroupIds }))),
    ]);
  return {
    vpcs: byLogicalId('vpc', vpcs?.Vpcs, 'VpcId'),
    internetGateways: byLogicalId('igw', gateways?.InternetGateways, 'InternetGatewayId'),
    subnets: byLogicalId('subnet', subnets?.Subnets, 'SubnetId'),
    routeTables: byLogicalId('rtb', tables?.RouteTables, 'RouteTableId'),
    natGateways: byLogicalId('nat', nats?.NatGateways, 'NatGatewayId'),
    addresses: addresses.Addresses ?? [],
    endpoints: byLogicalId('vpce', endpoints?.VpcEndpoints, 'VpcEndpointId'),
    flowLogs: byLogicalId('fl', flowLogs?.FlowLogs, 'FlowLogId'),
    securityGroups: byLogicalId('sg', groups?.SecurityGroups, 'GroupId'),
  };
}

type Key<T> = keyof T & `${string}Id`;

/** Logical and physical ids of the resources whose physical id is `<prefix>-…`. */
function idsOf(stack: Stack, prefix: string): [logicalId: string, physicalId: string][] {
  return [...stack.resources].filter(([, id]) => new RegExp(`^${prefix}-[0-9a-zA-Z]+$`).test(id));
}
