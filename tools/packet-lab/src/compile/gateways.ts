import type { GatewayEndpoint, Interface, LabNetwork, Outsider, Vpc } from '../model.ts';
import { vpcOf } from '../vpcs-of.ts';
import { set } from './match.ts';
import {
  gatewayNamespace,
  INTERNET,
  interfaceNamespace,
  OWN_DEVICE,
  plainNamespace,
  ROUTER_ADDRESS,
} from './names.ts';
import type { Namespace } from './plan.ts';
import { FAR_ADDRESS } from './routes.ts';

/** In the namespace of an internet gateway, the devices to its two sides. */
export const INSIDE = 'vpc';
export const OUTSIDE = 'inet';

/** The lines of whoever has one device and one address, and reaches everybody through the router. */
export function singleHomed(address: string): string[] {
  return [
    'link set dev lo up',
    `addr replace ${address}/32 dev ${OWN_DEVICE}`,
    `link set dev ${OWN_DEVICE} up`,
    `route replace default via ${ROUTER_ADDRESS} dev ${OWN_DEVICE} onlink`,
  ];
}

/**
 * "Enable internet access for a VPC using an internet gateway": it puts the public address in the place of the private
 * one and back, one for one. What has no public address does not pass.
 */
export function internetGateway(vpc: Vpc, interfaces: readonly Interface[]): Namespace {
  const pairs = interfaces.flatMap(({ address, publicAddress }) =>
    publicAddress === undefined ? [] : [{ address, publicAddress }],
  );
  const privates = set(pairs.map(({ address }) => address));
  const toPublic = set(pairs.map((each) => `${each.address} : ${each.publicAddress}`));
  const toPrivate = set(pairs.map((each) => `${each.publicAddress} : ${each.address}`));
  const some = (...lines: string[]) => (pairs.length > 0 ? lines : []);
  return {
    name: gatewayNamespace(vpc.id),
    forwards: true,
    ip: [
      `addr replace ${FAR_ADDRESS}/32 dev ${INSIDE}`,
      `link set dev ${INSIDE} up`,
      ...vpc.blocks.map(
        (block) => `route replace ${block} via ${ROUTER_ADDRESS} dev ${INSIDE} onlink`,
      ),
      `addr replace ${FAR_ADDRESS}/32 dev ${OUTSIDE}`,
      `link set dev ${OUTSIDE} up`,
      `route replace default via ${ROUTER_ADDRESS} dev ${OUTSIDE} onlink`,
    ],
    nft: [
      'table ip lab {',
      'chain enter {',
      'type nat hook prerouting priority dstnat; policy accept;',
      ...some(`iifname "${OUTSIDE}" dnat to ip daddr map ${toPrivate}`),
      '}',
      'chain leave {',
      'type nat hook postrouting priority srcnat; policy accept;',
      ...some(`oifname "${OUTSIDE}" snat to ip saddr map ${toPublic}`),
      '}',
      'chain forward {',
      'type filter hook forward priority filter; policy drop;',
      // An answer to nothing that has passed here is not translated.
      'ct state invalid drop',
      ...some(
        `iifname "${INSIDE}" oifname "${OUTSIDE}" ip saddr ${privates} accept`,
        `iifname "${OUTSIDE}" oifname "${INSIDE}" ip daddr ${privates} accept`,
      ),
      '}',
      '}',
    ],
  };
}

/** "NAT gateway basics": it puts its own private address in the place of the source's, and ports from 1024 to 65535. */
export function natGateway(id: string, own: Interface): Namespace {
  return {
    name: interfaceNamespace({ id }, own),
    forwards: true,
    ip: singleHomed(own.address),
    nft: [
      'table ip lab {',
      'chain leave {',
      'type nat hook postrouting priority srcnat; policy accept;',
      'ip protocol { tcp, udp } masquerade to :1024-65535',
      '}',
      // It passes on what others have opened through it, drops answers to anything else, and answers nobody itself.
      'chain forward {',
      'type filter hook forward priority filter; policy accept;',
      'ct state invalid drop',
      '}',
      'chain input {',
      'type filter hook input priority filter; policy drop;',
      '}',
      '}',
    ],
  };
}

/** "Gateway endpoints": the service sees private addresses; the endpoint has no interface in a subnet, and no groups. */
export function gatewayEndpoint(
  { id, service }: GatewayEndpoint,
  outside: readonly Outsider[],
): Namespace {
  const address = outside.find((each) => each.id === service)?.address;
  return {
    name: plainNamespace(id),
    forwards: false,
    ip: address === undefined ? [] : singleHomed(address),
    nft: [],
  };
}

/** Everything between the gateways: it knows the public addresses, and no private ones. */
export function internet({ vpcs, hosts, subnets, outside }: LabNetwork): Namespace {
  const gateways = vpcs.filter(({ hasInternetGateway }) => hasInternetGateway);
  return {
    name: INTERNET,
    forwards: true,
    ip: [
      ...gateways.flatMap((vpc, index) => [
        `addr replace ${ROUTER_ADDRESS}/32 dev igw${index}`,
        `link set dev igw${index} up`,
        ...hosts
          .flatMap(({ interfaces }) => interfaces)
          .filter((own) => vpcOf({ subnets }, own) === vpc.id)
          .flatMap(({ publicAddress }) => publicAddress ?? [])
          .map(
            (address) => `route replace ${address}/32 via ${FAR_ADDRESS} dev igw${index} onlink`,
          ),
      ]),
      ...outside.flatMap(({ address }) => [
        `addr replace ${ROUTER_ADDRESS}/32 dev ${address}`,
        `link set dev ${address} up`,
        `route replace ${address}/32 dev ${address}`,
      ]),
    ],
    nft: [],
  };
}
