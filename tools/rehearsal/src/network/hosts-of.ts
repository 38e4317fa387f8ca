import type { Snapshot } from '@private-lambda/inventory/snapshot';
import type { Host, Interface, Subnet } from '@private-lambda/packet-lab/model';
import { FreeAddresses } from './free-addresses.ts';
import { serviceId, serviceOf } from './outside.ts';
import { present } from './present.ts';
import { isOfTask } from './tasks-of.ts';

/**
 * Who has network interfaces: load balancers, interface endpoints, NAT gateways, functions, instances and tasks. Only the
 * last two have addresses that anybody states; all others get the next free one of their subnet, as on AWS.
 * @param endpoints those of the snapshot that are available
 * @throws Error for a part that was not read
 */
export function hostsOf(
  snapshot: Snapshot,
  subnets: readonly Subnet[],
  endpoints: NonNullable<Snapshot['VpcEndpoints']>,
): Host[] {
  const interfaces = present(snapshot, 'NetworkInterfaces').filter(
    (each) => each.Attachment?.InstanceId !== undefined || isOfTask(each),
  );
  const free = new FreeAddresses(
    subnets,
    interfaces.flatMap(({ PrivateIpAddress }) => PrivateIpAddress ?? []),
  );
  let publicAddresses = 0;
  const place = (
    subnetId: string,
    groups: readonly string[] | undefined,
    isPublic = false,
  ): Interface => ({
    subnet: subnetId,
    address: free.takeIn(subnetId),
    // "Internet-facing": AWS gives these addresses, and no list says them.
    publicAddress: isPublic ? `198.19.1.${1 + publicAddresses++}` : undefined,
    groups,
  });
  const listeners = present(snapshot, 'Listeners');
  return [
    ...present(snapshot, 'LoadBalancers').map(
      (balancer): Host => ({
        id: balancer.LoadBalancerName ?? '',
        kind: 'load-balancer',
        interfaces: (balancer.AvailabilityZones ?? []).map(({ SubnetId = '' }) =>
          place(SubnetId, groupsOf(balancer), balancer.Scheme === 'internet-facing'),
        ),
        listens: listeners
          .filter(({ LoadBalancerArn }) => LoadBalancerArn === balancer.LoadBalancerArn)
          .flatMap(({ Port }) => Port ?? []),
      }),
    ),
    ...endpoints
      .filter(({ VpcEndpointType }) => VpcEndpointType === 'Interface')
      .map(
        ({ VpcEndpointId, SubnetIds = [], Groups = [], ServiceName, PrivateDnsEnabled }): Host => ({
          id: VpcEndpointId,
          kind: 'interface-endpoint',
          interfaces: SubnetIds.map((id) =>
            place(
              id,
              Groups.flatMap(({ GroupId }) => GroupId ?? []),
            ),
          ),
          listens: 'every port',
          ...(PrivateDnsEnabled && { standsFor: serviceId(serviceOf(ServiceName)) }),
        }),
      ),
    ...present(snapshot, 'NatGateways')
      .filter(({ State = 'available' }) => State === 'available')
      .map(({ NatGatewayId, SubnetId, NatGatewayAddresses: [own] = [] }): Host => {
        // A regional one is in no subnet, and gets a place of its own: regional-nat.ts.
        const { address, groups } = place(SubnetId ?? subnets[0]?.id ?? '', undefined);
        const subnet = SubnetId ?? NatGatewayId;
        return {
          id: NatGatewayId,
          kind: 'nat-gateway',
          interfaces: [{ subnet, address, groups, publicAddress: own?.PublicIp }],
          listens: [],
        };
      }),
    ...present(snapshot, 'Functions').flatMap(({ FunctionName, VpcConfig }): Host[] =>
      VpcConfig?.SubnetIds?.length
        ? [
            {
              id: FunctionName,
              kind: 'function',
              interfaces: VpcConfig.SubnetIds.map((id) =>
                place(id, VpcConfig.SecurityGroupIds ?? []),
              ),
              listens: [],
            },
          ]
        : [],
    ),
    ...[...new Set(interfaces.map(instanceOf))].map(
      (id): Host => ({
        id,
        kind: interfaces.some((each) => instanceOf(each) === id && isOfTask(each))
          ? 'task'
          : 'instance',
        interfaces: interfaces
          .filter((each) => instanceOf(each) === id)
          .map((each) => ({
            subnet: each.SubnetId ?? '',
            address: each.PrivateIpAddress ?? '',
            publicAddress: each.Association?.PublicIp,
            groups: (each.Groups ?? []).flatMap(({ GroupId }) => GroupId ?? []),
          })),
        listens: 'every port',
      }),
    ),
  ];
}

/** "Security groups for your Network Load Balancer": one that was created without groups has none to go by. */
const groupsOf = ({ Type, SecurityGroups = [] }: NonNullable<Snapshot['LoadBalancers']>[number]) =>
  Type === 'network' && SecurityGroups.length === 0 ? undefined : SecurityGroups;

const instanceOf = ({
  Attachment,
  NetworkInterfaceId,
}: NonNullable<Snapshot['NetworkInterfaces']>[number]) =>
  Attachment?.InstanceId ?? NetworkInterfaceId;
