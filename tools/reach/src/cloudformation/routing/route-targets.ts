import { isUnknownId } from '../../model/id.ts';
import type { Id, RouteTarget } from '../../model/network.ts';
import type { Resource } from '../../template/resource.ts';
import type { StackSet } from '../../template/system.ts';
import { MissingResource, type Value } from '../../template/value.ts';
import { readId, unknownBecause } from '../read/read-value.ts';

/** Targets of AWS::EC2::Route that the model does not follow, in words: those inside the VPC, and those that lead out. */
const INSIDE_TARGETS: Readonly<Record<string, string>> = {
  InstanceId: 'an instance that forwards',
  NetworkInterfaceId: 'a network interface that forwards',
  VpcEndpointId: 'an endpoint of an appliance',
};
const OUTSIDE_TARGETS: Readonly<Record<string, string>> = {
  CarrierGatewayId: 'a carrier gateway',
  CoreNetworkArn: 'a core network',
  LocalGatewayId: 'a local gateway',
  OdbNetworkArn: 'an ODB network',
  TransitGatewayId: 'a transit gateway',
};
const OTHER_TARGETS = { ...OUTSIDE_TARGETS, ...INSIDE_TARGETS };

const TARGETS = [
  'NatGatewayId',
  'VpcPeeringConnectionId',
  'GatewayId',
  ...Object.keys(OTHER_TARGETS),
];

/** What the routes of the templates lead to. */
export class RouteTargets {
  private readonly vpnGateways: ReadonlySet<Id>;

  constructor(set: StackSet) {
    const gateways = set.ofType((type) => type === 'AWS::EC2::VPNGateway');
    this.vpnGateways = new Set(gateways.map(({ id }) => id));
  }

  of(resource: Resource): RouteTarget {
    if (TARGETS.some((name) => resource.get(name) instanceof MissingResource))
      return { kind: 'blackhole' };
    const nat = readId(resource.get('NatGatewayId'));
    if (nat !== undefined) return { kind: 'nat-gateway', id: nat };
    const peering = readId(resource.get('VpcPeeringConnectionId'));
    if (peering !== undefined) return { kind: 'peering', id: peering };
    const gateway = resource.get('GatewayId');
    if (gateway !== undefined) return this.readGateway(gateway);
    for (const [property, what] of Object.entries(OTHER_TARGETS)) {
      const id = readId(resource.get(property));
      const inside = Object.hasOwn(INSIDE_TARGETS, property);
      if (id !== undefined) return { kind: 'other', id, what: `${what}, ${NOT_MODELLED}`, inside };
    }
    return { kind: 'blackhole' };
  }

  /** The property is of internet gateways, of virtual private gateways, and of the local route ("AWS::EC2::Route"). */
  private readGateway(value: Value): RouteTarget {
    const id = readId(value) ?? '';
    if (id === 'local') return { kind: 'local' };
    if (this.vpnGateways.has(id) || id.startsWith('vgw-')) return vpnGateway(id);
    if (!isUnknownId(id)) return { kind: 'internet-gateway', id };
    const what = `a gateway that is not known, as ${unknownBecause(value).unknown}`;
    return { kind: 'other', id, what, inside: false };
  }
}

/** It leads to the other side of a VPN. */
export function vpnGateway(id: Id): RouteTarget {
  return { kind: 'other', id, what: `a virtual private gateway, ${NOT_MODELLED}`, inside: false };
}

const NOT_MODELLED = 'which is not modelled';
