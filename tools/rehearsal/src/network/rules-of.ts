import { isOfGatewayEndpoint } from '@private-lambda/inventory/route-tables';
import { LAST_ACL_RULE, type Snapshot } from '@private-lambda/inventory/snapshot';
import {
  type Acl,
  type AclEntry,
  ALL_PORTS,
  type Group,
  type GroupRule,
  type Outsider,
  type Ports,
  type Protocol,
  type Route,
  type RouteTable,
} from '@private-lambda/packet-lab/model';
import { serviceId, serviceOf } from './outside.ts';

type Part<Name extends keyof Snapshot> = NonNullable<Snapshot[Name]>;

/** @throws Error for a route to what a lab does not have */
export function tablesOf(
  tables: Part<'RouteTables'>,
  vpc: string,
  endpoints: Part<'VpcEndpoints'>,
  outside: readonly Outsider[],
): RouteTable[] {
  return tables.map(({ RouteTableId, Routes = [] }) => {
    // "Gateway endpoints": the endpoint says on which tables it is; its destination is the service's prefix list.
    const toServices = endpoints
      .filter(({ RouteTableIds = [] }) => RouteTableIds.includes(RouteTableId))
      .flatMap(({ VpcEndpointId, ServiceName }): Route[] => {
        const service = outside.find(({ id }) => id === serviceId(serviceOf(ServiceName)));
        const target = { kind: 'gateway-endpoint', id: VpcEndpointId } as const;
        return service ? [{ destination: `${service.address}/32`, target }] : [];
      });
    const stated = Routes.filter(
      (route) =>
        route.GatewayId !== 'local' &&
        route.DestinationIpv6CidrBlock === undefined &&
        !isOfGatewayEndpoint(route),
    ).map(
      (route): Route => ({
        destination: route.DestinationCidrBlock ?? '',
        target: targetOf(route, RouteTableId),
      }),
    );
    return { id: RouteTableId, vpc, routes: [...stated, ...toServices] };
  });
}

type StatedRoute = NonNullable<Part<'RouteTables'>[number]['Routes']>[number];

function targetOf(route: StatedRoute, table: string): Route['target'] {
  const { State, GatewayId, NatGatewayId, DestinationCidrBlock, DestinationPrefixListId } = route;
  if (DestinationCidrBlock === undefined) {
    throw new Error(`${table}: no lab has a route to ${DestinationPrefixListId ?? 'nothing'}`);
  }
  if (State === 'blackhole') return { kind: 'blackhole' };
  if (GatewayId?.startsWith('igw-')) return { kind: 'internet-gateway' };
  if (NatGatewayId !== undefined) return { kind: 'nat-gateway', id: NatGatewayId };
  throw new Error(`${table}: no lab has the target of the route to ${DestinationCidrBlock}`);
}

export function aclsOf(acls: Part<'NetworkAcls'>): Acl[] {
  return acls.map(({ NetworkAclId, Entries = [] }) => ({
    id: NetworkAclId,
    // What the last one denies the lab denies by itself.
    entries: Entries.filter(
      ({ RuleNumber, CidrBlock }) => RuleNumber !== LAST_ACL_RULE && CidrBlock !== undefined,
    ).map(
      ({ RuleNumber = 0, Egress, RuleAction, Protocol, PortRange, CidrBlock = '' }): AclEntry => ({
        number: RuleNumber,
        direction: Egress ? 'out' : 'in',
        allows: RuleAction === 'allow',
        protocol: protocolOf(Protocol),
        ports: portsOf(PortRange?.From, PortRange?.To),
        block: CidrBlock,
      }),
    ),
  }));
}

type StatedRule = NonNullable<Part<'SecurityGroups'>[number]['IpPermissions']>[number];

export function groupsOf(
  groups: Part<'SecurityGroups'>,
  { PrefixLists = [], PrefixListEntries = {} }: Snapshot,
  outside: readonly Outsider[],
): Group[] {
  const blocksOf = (list: string): string[] => {
    const name = PrefixLists.find(({ PrefixListId }) => PrefixListId === list)?.PrefixListName;
    const service = outside.find(({ id }) => id === serviceId(serviceOf(name)));
    if (service) return [`${service.address}/32`];
    return (PrefixListEntries[list] ?? []).flatMap(({ Cidr }) => Cidr ?? []);
  };
  const rules = (stated: readonly StatedRule[] = []): GroupRule[] =>
    stated.flatMap(
      ({ IpProtocol, FromPort, ToPort, IpRanges, PrefixListIds, UserIdGroupPairs }) => {
        const protocol = protocolOf(IpProtocol);
        const traffic = {
          protocol,
          ports: hasPorts(protocol) ? portsOf(FromPort, ToPort) : ALL_PORTS,
        };
        const blocks = [
          ...(IpRanges ?? []).flatMap(({ CidrIp }) => CidrIp ?? []),
          ...(PrefixListIds ?? []).flatMap(({ PrefixListId = '' }) => blocksOf(PrefixListId)),
        ];
        return [
          ...(blocks.length > 0 ? [{ ...traffic, peer: { blocks } }] : []),
          ...(UserIdGroupPairs ?? []).map(({ GroupId = '' }) => ({
            ...traffic,
            peer: { group: GroupId },
          })),
        ];
      },
    );
  return groups.map(({ GroupId, IpPermissions, IpPermissionsEgress }) => ({
    id: GroupId,
    inbound: rules(IpPermissions),
    outbound: rules(IpPermissionsEgress),
  }));
}

/** By name in groups, by number in ACLs. @throws Error for one that a lab does not have, such as ESP */
function protocolOf(stated = '-1'): Protocol {
  if (stated === '-1') return 'any';
  if (stated === 'tcp' || stated === '6') return 'tcp';
  if (stated === 'udp' || stated === '17') return 'udp';
  if (stated === 'icmp' || stated === '1') return 'icmp';
  throw new Error(`no lab has protocol ${stated}`);
}

/** Those of ICMP are types and codes. */
const hasPorts = (protocol: Protocol) => protocol === 'tcp' || protocol === 'udp';

/** −1 and nothing mean all ports. */
const portsOf = (from: number | undefined, to: number | undefined): Ports =>
  from === undefined || from < 0 ? ALL_PORTS : { from, to: to ?? from };
