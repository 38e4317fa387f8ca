import type { Snapshot } from '@private-lambda/inventory/snapshot';
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
  const others = NetworkInterfaces.filter((each) => !isOfAnother(each));
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

/** Interfaces that AWS makes for what is declared by itself ("Requester-managed network interfaces"). */
const REQUESTED = new Set([
  'lambda',
  'nat_gateway',
  'vpc_endpoint',
  'gateway_load_balancer_endpoint',
  'network_load_balancer',
  'load_balancer',
]);

function isOfAnother({ InterfaceType = '', RequesterId, Description = '' }: NetworkInterface) {
  return (
    REQUESTED.has(InterfaceType) ||
    RequesterId === 'amazon-elb' ||
    Description.startsWith('ELB ') ||
    Description.startsWith('AWS Lambda VPC ENI')
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
