import type { Host, Interface, LabNetwork, Peering, Vpc } from '../model.ts';
import { vpcOf } from '../vpcs-of.ts';
import { aclRules } from './acls.ts';
import {
  gatewayEndpoint,
  INSIDE,
  internet,
  internetGateway,
  natGateway,
  OUTSIDE,
  singleHomed,
} from './gateways.ts';
import { groupRules } from './groups.ts';
import {
  endpointDevice,
  GATEWAY_DEVICE,
  gatewayNamespace,
  INTERNET,
  interfaceDevice,
  interfaceNamespace,
  OWN_DEVICE,
  peeringDevice,
  plainNamespace,
  ROUTER_ADDRESS,
  routerNamespace,
} from './names.ts';
import type { Link, Namespace, Plan } from './plan.ts';
import { peeringAddress, routerRoutes } from './routes.ts';

/** A network as Linux namespaces: a router for each VPC, and one for each network interface and gateway around it. */
export function compile(network: LabNetwork): Plan {
  const places = network.hosts.flatMap((host) =>
    host.interfaces.map((own) => ({ host, own, vpc: vpcOf(network, own) ?? '' })),
  );
  const gateways = network.vpcs.filter(({ hasInternetGateway }) => hasInternetGateway);
  const namespaces: Namespace[] = [
    ...network.vpcs.map((vpc) => router(network, vpc)),
    ...places.map(({ host, own }) => place(network, host, own)),
    ...gateways.map((vpc) =>
      internetGateway(
        vpc,
        places.filter((each) => each.vpc === vpc.id).map(({ own }) => own),
      ),
    ),
    ...network.gatewayEndpoints.map((each) => gatewayEndpoint(each, network.outside)),
    internet(network),
    ...network.outside.map(({ id, address }) => ({
      name: plainNamespace(id),
      forwards: false,
      ip: singleHomed(address),
      nft: [],
    })),
  ];
  const links: Link[] = [
    ...places.map(({ host, own, vpc }) =>
      link(routerNamespace(vpc), interfaceDevice(own), interfaceNamespace(host, own), OWN_DEVICE),
    ),
    ...gateways.flatMap(({ id }, index) => [
      link(routerNamespace(id), GATEWAY_DEVICE, gatewayNamespace(id), INSIDE),
      link(INTERNET, `igw${index}`, gatewayNamespace(id), OUTSIDE),
    ]),
    ...network.gatewayEndpoints.map(({ id, vpc }) =>
      link(routerNamespace(vpc), endpointDevice(network, id), plainNamespace(id), OWN_DEVICE),
    ),
    ...network.outside.map(({ id, address }) =>
      link(INTERNET, address, plainNamespace(id), OWN_DEVICE),
    ),
    ...network.peerings.map(({ id, vpcs: [one, other] }) => {
      const device = peeringDevice(network, id);
      return link(routerNamespace(one), device, routerNamespace(other), device);
    }),
  ];
  return { namespaces, links };
}

function router(network: LabNetwork, vpc: Vpc): Namespace {
  const up = (device: string, address = ROUTER_ADDRESS) => [
    `addr replace ${address}/32 dev ${device}`,
    `link set dev ${device} up`,
  ];
  const mine = ({ vpcs }: Peering) => vpcs.includes(vpc.id);
  return {
    name: routerNamespace(vpc.id),
    forwards: true,
    ip: [
      ...(vpc.hasInternetGateway ? up(GATEWAY_DEVICE) : []),
      ...network.gatewayEndpoints
        .filter((each) => each.vpc === vpc.id)
        .flatMap(({ id }) => up(endpointDevice(network, id))),
      ...network.peerings
        .filter(mine)
        .flatMap((each) =>
          up(peeringDevice(network, each.id), peeringAddress(network, each, vpc.id)),
        ),
      ...routerRoutes(network, vpc),
    ],
    nft: aclRules(network, vpc.id),
  };
}

function place(network: LabNetwork, host: Host, own: Interface): Namespace {
  if (host.kind === 'nat-gateway') return natGateway(host.id, own);
  return {
    name: interfaceNamespace(host, own),
    forwards: false,
    ip: singleHomed(own.address),
    nft: groupRules(network, own, host.kind),
  };
}

function link(one: string, oneDevice: string, other: string, otherDevice: string): Link {
  return {
    ends: [
      { namespace: one, device: oneDevice },
      { namespace: other, device: otherDevice },
    ],
  };
}
