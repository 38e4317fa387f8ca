import type { Snapshot } from '@private-lambda/inventory/snapshot';
import { GROUPLESS } from '../cloudformation/nodes/interfaces.ts';
import { type Declaration, declare, ref } from './declaration.ts';

type NetworkInterface = NonNullable<Snapshot['NetworkInterfaces']>[number];

/**
 * Who lives in the VPC, as a template would declare it: load balancers, functions, endpoints, instances, and every
 * network interface that belongs to none of these, under its own id.
 */
export function declareInhabitants(snapshot: Snapshot): readonly Declaration[] {
  const { Functions = [], VpcEndpoints = [], NetworkInterfaces = [] } = snapshot;
  const functions = Functions.map(({ FunctionName, VpcConfig }) =>
    declare(FunctionName, 'AWS::Lambda::Function', {
      FunctionName,
      VpcConfig: VpcConfig && {
        SubnetIds: VpcConfig.SubnetIds ?? [],
        SecurityGroupIds: VpcConfig.SecurityGroupIds ?? [],
      },
    }),
  );
  const endpoints = VpcEndpoints.filter(
    ({ State = 'available' }) => State.toLowerCase() === 'available',
  ).map((endpoint) =>
    declare(endpoint.VpcEndpointId, 'AWS::EC2::VPCEndpoint', {
      VpcEndpointType: endpoint.VpcEndpointType,
      VpcId: endpoint.VpcId,
      ServiceName: endpoint.ServiceName,
      PrivateDnsEnabled: endpoint.PrivateDnsEnabled,
      RouteTableIds: endpoint.RouteTableIds,
      SubnetIds: endpoint.SubnetIds,
      SecurityGroupIds: endpoint.Groups?.map(({ GroupId }) => GroupId),
    }),
  );
  const others = NetworkInterfaces.filter((each) => !isOfAnother(each, snapshot));
  const byInstance = new Map<string, NetworkInterface[]>();
  for (const each of others) {
    const owner = each.Attachment?.InstanceId ?? each.NetworkInterfaceId;
    byInstance.set(owner, [...(byInstance.get(owner) ?? []), each]);
  }
  return [
    ...functions,
    ...endpoints,
    ...[...byInstance].flatMap(([owner, interfaces]) => declareInstance(owner, interfaces)),
  ];
}

/**
 * Interfaces of what opens no connections of its own, or is a target of routes ("Requester-managed network interfaces";
 * both spellings are in EC2's API reference). Gateways and endpoints are declared by themselves.
 */
const REQUESTED = new Set([
  'nat_gateway',
  'natGateway',
  'transit_gateway',
  'vpc_endpoint',
  'gateway_load_balancer_endpoint',
]);

/** Is it an interface of what is declared by itself? One whose owner the snapshot lacks is somebody who lives here. */
function isOfAnother(each: NetworkInterface, snapshot: Snapshot): boolean {
  const { InterfaceType = '', Description = '' } = each;
  return (
    REQUESTED.has(InterfaceType) ||
    isOfLoadBalancer(Description, snapshot) ||
    isOfFunction(each, snapshot)
  );
}

/** `ELB app/orders/50dc6c495c0c9188`; of a Classic Load Balancer, `ELB orders`, the snapshot has no list. */
function isOfLoadBalancer(description: string, { LoadBalancers = [] }: Snapshot): boolean {
  const name = description.startsWith('ELB ') ? description.slice('ELB '.length) : undefined;
  return LoadBalancers.some((each) => each.LoadBalancerArn.split(':loadbalancer/')[1] === name);
}

/** Functions with the same subnet and groups share an interface ("Lambda Hyperplane elastic network interfaces"). */
function isOfFunction(
  { InterfaceType, Description = '', SubnetId = '', Groups = [] }: NetworkInterface,
  { Functions = [] }: Snapshot,
): boolean {
  if (InterfaceType !== 'lambda' && !Description.startsWith('AWS Lambda VPC ENI')) return false;
  const worn = Groups.map(({ GroupId }) => GroupId)
    .sort()
    .join();
  return Functions.some(
    ({ VpcConfig: { SubnetIds = [], SecurityGroupIds = [] } = {} }) =>
      SubnetIds.includes(SubnetId) && SecurityGroupIds.toSorted().join() === worn,
  );
}

function declareInstance(owner: string, interfaces: readonly NetworkInterface[]): Declaration[] {
  const withPublic = interfaces.filter(({ Association }) => Association?.PublicIp !== undefined);
  return [
    ...interfaces.map((each) =>
      declare(each.NetworkInterfaceId, 'AWS::EC2::NetworkInterface', {
        SubnetId: ref(each.SubnetId),
        PrivateIpAddress: each.PrivateIpAddress,
        SourceDestCheck: each.SourceDestCheck,
        GroupSet: each.Groups?.map(({ GroupId }) => GroupId) ?? [],
        [GROUPLESS]: each.Groups?.length === 0,
      }),
    ),
    ...(interfaces.some(({ Attachment }) => Attachment?.InstanceId !== undefined)
      ? [
          declare(owner, 'AWS::EC2::Instance', {
            NetworkInterfaces: interfaces.map((each, DeviceIndex) => ({
              DeviceIndex,
              NetworkInterfaceId: ref(each.NetworkInterfaceId),
            })),
          }),
        ]
      : []),
    ...withPublic.map((each) =>
      declare(`${each.NetworkInterfaceId}#public-address`, 'AWS::EC2::EIPAssociation', {
        NetworkInterfaceId: ref(each.NetworkInterfaceId),
      }),
    ),
  ];
}
