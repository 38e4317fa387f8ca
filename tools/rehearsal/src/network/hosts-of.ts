import type { Snapshot } from '@private-lambda/inventory/snapshot';
import type { Host, Interface, Subnet } from '@private-lambda/packet-lab/model';
import { FreeAddresses } from './free-addresses.ts';
import { serviceId, serviceOf } from './outside.ts';
import { present } from './present.ts';
import { isOfTask } from './tasks-of.ts';

/** One of a list of the snapshot. */
type Part<Key extends keyof Snapshot> =
  NonNullable<Snapshot[Key]> extends readonly (infer One)[] ? One : never;

/** Gives an interface the next free address of its subnet. */
type Place = (
  subnet: string,
  groups: readonly string[] | undefined,
  isPublic?: boolean,
) => Interface;

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
  const place = placing(
    subnets,
    interfaces.flatMap(({ PrivateIpAddress }) => PrivateIpAddress ?? []),
  );
  const listeners = present(snapshot, 'Listeners');
  return [
    ...present(snapshot, 'LoadBalancers').map((each) => balancerHost(each, listeners, place)),
    ...endpoints
      .filter(({ VpcEndpointType }) => VpcEndpointType === 'Interface')
      .map((each) => endpointHost(each, place)),
    ...present(snapshot, 'NatGateways')
      .filter(({ State = 'available' }) => State === 'available')
      .map((each) => natGatewayHost(each, subnets, place)),
    ...present(snapshot, 'Functions').flatMap((each) => functionHosts(each, place)),
    ...[...new Set(interfaces.map(instanceOf))].map((id) =>
      instanceHost(
        id,
        interfaces.filter((each) => instanceOf(each) === id),
      ),
    ),
  ];
}

function placing(subnets: readonly Subnet[], taken: readonly string[]): Place {
  const free = new FreeAddresses(subnets, taken);
  let publicAddresses = 0;
  return (subnet, groups, isPublic = false) => ({
    subnet,
    address: free.takeIn(subnet),
    // "Internet-facing": AWS gives these addresses, and no list says them.
    publicAddress: isPublic ? `198.19.1.${1 + publicAddresses++}` : undefined,
    groups,
  });
}

function balancerHost(
  balancer: Part<'LoadBalancers'>,
  listeners: readonly Part<'Listeners'>[],
  place: Place,
): Host {
  return {
    id: balancer.LoadBalancerName ?? '',
    kind: 'load-balancer',
    interfaces: (balancer.AvailabilityZones ?? []).map(({ SubnetId = '' }) =>
      place(SubnetId, groupsOf(balancer), balancer.Scheme === 'internet-facing'),
    ),
    listens: listeners
      .filter(({ LoadBalancerArn }) => LoadBalancerArn === balancer.LoadBalancerArn)
      .flatMap(({ Port }) => Port ?? []),
  };
}

function endpointHost(endpoint: Part<'VpcEndpoints'>, place: Place): Host {
  const { VpcEndpointId, SubnetIds = [], Groups = [], ServiceName, PrivateDnsEnabled } = endpoint;
  const groups = Groups.flatMap(({ GroupId }) => GroupId ?? []);
  return {
    id: VpcEndpointId,
    kind: 'interface-endpoint',
    interfaces: SubnetIds.map((id) => place(id, groups)),
    listens: 'every port',
    ...(PrivateDnsEnabled && { standsFor: serviceId(serviceOf(ServiceName)) }),
  };
}

/** A regional one is in no subnet, and gets a place of its own: regional-nat.ts. */
function natGatewayHost(
  { NatGatewayId, SubnetId, NatGatewayAddresses: [own] = [] }: Part<'NatGateways'>,
  subnets: readonly Subnet[],
  place: Place,
): Host {
  const { address, groups } = place(SubnetId ?? subnets[0]?.id ?? '', undefined);
  const subnet = SubnetId ?? NatGatewayId;
  return {
    id: NatGatewayId,
    kind: 'nat-gateway',
    interfaces: [{ subnet, address, groups, publicAddress: own?.PublicIp }],
    listens: [],
  };
}

/** None for a function outside VPCs. */
function functionHosts({ FunctionName, VpcConfig }: Part<'Functions'>, place: Place): Host[] {
  const { SubnetIds = [], SecurityGroupIds = [] } = VpcConfig ?? {};
  if (SubnetIds.length === 0) return [];
  const interfaces = SubnetIds.map((id) => place(id, SecurityGroupIds));
  return [{ id: FunctionName, kind: 'function', interfaces, listens: [] }];
}

function instanceHost(id: string, interfaces: readonly Part<'NetworkInterfaces'>[]): Host {
  return {
    id,
    kind: interfaces.some(isOfTask) ? 'task' : 'instance',
    interfaces: interfaces.map((each) => ({
      subnet: each.SubnetId ?? '',
      address: each.PrivateIpAddress ?? '',
      publicAddress: each.Association?.PublicIp,
      groups: (each.Groups ?? []).flatMap(({ GroupId }) => GroupId ?? []),
    })),
    listens: 'every port',
  };
}

/** "Security groups for your Network Load Balancer": one that was created without groups has none to go by. */
const groupsOf = ({ Type, SecurityGroups = [] }: Part<'LoadBalancers'>) =>
  Type === 'network' && SecurityGroups.length === 0 ? undefined : SecurityGroups;

const instanceOf = ({ Attachment, NetworkInterfaceId }: Part<'NetworkInterfaces'>) =>
  Attachment?.InstanceId ?? NetworkInterfaceId;
