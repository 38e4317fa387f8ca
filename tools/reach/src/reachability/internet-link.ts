import { isUnknownId, shownId } from '../model/id.ts';
import type { Id, NatGateway, Network, Route, RouteTable, Subnet } from '../model/network.ts';
import { forwardedParty, INTERNET, type Party, publicParty } from '../model/party.ts';
import { type Step, step } from '../model/step.ts';
import { absence, type Wanted } from '../model/words.ts';
import { findGatewayEndpoints } from '../rules/gateway-endpoint.ts';
import { askInternetGateway } from '../rules/internet-gateway.ts';
import { askNatGateway } from '../rules/nat-gateway.ts';
import { askPublicAddress } from '../rules/public-address.ts';
import { chooseRoutes } from '../rules/route-choice.ts';
import { aclSteps } from './acl-steps.ts';
import { bestOf, join, type Path, path } from './path.ts';
import { type End, wayBackInVpc } from './private-link.ts';
import {
  blackhole,
  followRoute,
  noRoute,
  otherTarget,
  routeStep,
  wrongRoute,
} from './route-steps.ts';

/** What comes of a connection that has left a VPC, by the public address it has got on the way. */
export type Arrival = (sender: Party) => Path;

/** From an interface to a public address: ACLs, route and gateway, and what comes of it there. */
export function wayOut(
  network: Network,
  source: End,
  other: Party,
  wanted: Wanted,
  arrive: Arrival,
): Path {
  const {
    interface: own,
    interface: { subnet, node },
    party: { kind },
  } = source;
  if (kind === 'nat-gateway') {
    return natGateway(network, node, undefined, undefined, other, wanted, arrive);
  }
  const leaving = path(...aclSteps(network, subnet, 'out', other, wanted, kind));
  const unseen = () => arrive(publicParty('?', 'nat-gateway', `a public address for ${node}`));
  const follow = (route: Route, table: RouteTable): Path => {
    const { target } = route;
    switch (target.kind) {
      case 'internet-gateway':
        return join(
          path(
            routeStep(table, route, `gateway ${shownId(target.id)}`),
            askInternetGateway(network, target.id, table.vpc),
            askPublicAddress(own, kind, shownId(target.id)),
          ),
          arrive(publicParty(node, kind ?? 'instance', `the public address of ${node}`)),
        );
      case 'nat-gateway':
        return join(
          path(routeStep(table, route, `NAT gateway ${shownId(target.id)}`)),
          natGateway(network, target.id, table.vpc, source, other, wanted, arrive),
        );
      case 'peering':
        return path(
          routeStep(table, route, `peering connection ${shownId(target.id)}`),
          step(
            'gateway',
            shownId(target.id),
            'no',
            () => 'a peering connection leads to no gateway of the other VPC',
          ),
        );
      case 'local':
        return path(noRoute(table, other));
      case 'blackhole':
        return path(blackhole(table, route, other));
      case 'other':
        return join(path(otherTarget(table, route, target.what)), unseen());
    }
  };
  const onward = followRoute(network, subnet, other, false, follow, unseen);
  return join(leaving, onward);
}

/**
 * From a public address to an interface: way back, gateway and what stands behind it, ACLs.
 * @param admit what the interface itself says to whoever comes in
 */
export function wayIn(
  network: Network,
  destination: End,
  other: Party,
  wanted: Wanted,
  admit: Arrival,
): Path {
  const { subnet, node } = destination.interface;
  const address = askPublicAddress(destination.interface, destination.party.kind, node);
  const back = followRoute(network, subnet, other, false, (route, table) =>
    backToInternet(network, route, table, other),
  );
  // Routes are named before gateways, and an address is the gateway's affair.
  const detours = edgeSteps(network, destination);
  const sender = detours.length > 0 ? forwardedParty(other) : other;
  return join(
    back,
    path(address, ...detours),
    path(...aclSteps(network, subnet, 'in', sender, wanted, sender.kind)),
    admit(sender),
  );
}

/** "Gateway route tables": what enters by a gateway is routed by them first, often through an appliance. */
function edgeSteps(network: Network, { vpc, party }: End): Step[] {
  const gateways = [...network.internetGateways.values()].filter(
    ({ vpcs }) => vpc !== undefined && vpcs.includes(vpc),
  );
  return gateways.flatMap(({ id: gateway, edges }) =>
    edges.flatMap(({ id, routeTable }) => {
      const table = network.routeTables.get(routeTable);
      const detour =
        table && chooseRoutes(table, party, true).find((route) => route?.target.kind !== 'local');
      if (table && !detour) return [];
      const way = detour ? `by ${detour.id}` : `by ${shownId(routeTable)}, which is not known`;
      return [step('gateway', id, 'unknown', () => `what enters by ${gateway} goes on ${way}`)];
    }),
  );
}

function backToInternet(network: Network, route: Route, table: RouteTable, other: Party): Path {
  const { target } = route;
  if (target.kind === 'internet-gateway') {
    return path(
      routeStep(table, route, `gateway ${shownId(target.id)}`),
      askInternetGateway(network, target.id, table.vpc),
    );
  }
  if (target.kind === 'other') return path(otherTarget(table, route, target.what));
  return path(
    target.kind === 'local' || target.kind === 'blackhole'
      ? noRoute(table, other)
      : wrongRoute(table, route, other, `${shownId(target.id)}, and not to an internet gateway`),
  );
}

/**
 * Through a NAT gateway to a public address.
 * @param vpc whose route led here  @param source undefined when the gateway itself is the source
 */
function natGateway(
  network: Network,
  id: Id,
  vpc: Id | undefined,
  source: End | undefined,
  other: Party,
  wanted: Wanted,
  arrive: Arrival,
): Path {
  const nat = network.natGateways.get(id);
  const arrival = arrive(publicParty(id, 'nat-gateway', `the public address of ${shownId(id)}`));
  if (!nat) {
    return join(path(absent(id, id, 'NAT gateway')), arrival);
  }
  const own = path(askNatGateway(nat));
  if (nat.subnet === undefined) {
    return join(own, regionalGateway(network, id, nat.vpc ?? vpc), arrival);
  }
  const subnet = network.subnets.get(nat.subnet);
  if (!subnet) {
    return join(own, path(absent(id, nat.subnet, 'its subnet')), arrival);
  }
  const elsewhere =
    vpc !== undefined && subnet.vpc !== vpc ? [placeOfNat(id, subnet.vpc, vpc)] : [];
  if (elsewhere.some(({ state }) => state === 'no')) return path(...elsewhere);
  const onward = followRoute(network, subnet.id, INTERNET, false, (route, table) =>
    publicSubnet(network, id, route, table),
  );
  if (onward.state === 'unknown' && nat.public === false) return onward;
  const byEndpoint = onward.state === 'no' ? endpointBehind(network, nat, subnet, other) : [];
  return join(
    byEndpoint.length > 0
      ? path(...elsewhere, ...byEndpoint)
      : join(own, path(...elsewhere, ...asGateway(onward, id, subnet.id))),
    natAcls(network, subnet, source, other, wanted),
    arrival,
  );
}

/** A table without a default route makes the subnet private, and the NAT gateway useless. */
function asGateway({ steps }: Path, nat: Id, subnet: Id): Step[] {
  return steps.map((each) => {
    if (each.step !== 'route' || each.state !== 'no') return each;
    const because = () => `its subnet ${subnet} is not public: ${each.because()}`;
    return step('gateway', nat, 'no', because, each.at);
  });
}

function absent(gateway: Id, missing: Id, what: string): Step {
  return step('gateway', shownId(gateway), 'unknown', () => absence(missing, what));
}

/**
 * "Gateway endpoints" names instances as their clients, and neither says so of NAT gateways nor rules them out: whether
 * one reaches the service by the endpoint of its subnet is not settled.
 */
function endpointBehind(network: Network, nat: NatGateway, subnet: Subnet, other: Party): Step[] {
  if (other.service === undefined) return [];
  const { service } = other;
  const tables = [subnet.routeTable, ...subnet.perhapsTables.map(({ id }) => id)];
  const endpoint = tables
    .map((table) => findGatewayEndpoints(network, table, service))
    .map(({ certain, perhaps }) => certain ?? perhaps)
    .find((found) => found !== undefined);
  if (!endpoint) return [];
  const because = () =>
    `whether a NAT gateway reaches aws:${service} by gateway endpoint ${endpoint.id} is not documented`;
  return [step('gateway', nat.id, 'unknown', because)];
}

/** A route leads to a NAT gateway of its own VPC. */
function placeOfNat(id: Id, own: Id, vpc: Id): Step {
  if (isUnknownId(own) || isUnknownId(vpc)) {
    const why = `it is in ${shownId(own)}, and the route that leads to it in ${shownId(vpc)}`;
    return step('gateway', id, 'unknown', () => `${why}, which may be one VPC`);
  }
  return step('gateway', id, 'no', () => `the NAT gateway is in another VPC, ${shownId(own)}`);
}

function publicSubnet(network: Network, nat: Id, route: Route, table: RouteTable): Path {
  const { target } = route;
  if (target.kind === 'internet-gateway')
    return path({ ...askInternetGateway(network, target.id, table.vpc, true), by: route.id });
  if (target.kind === 'other') return path(otherTarget(table, route, target.what));
  return path(
    step(
      'gateway',
      nat,
      'no',
      () => `its subnet's default route does not lead to an internet gateway`,
      route.id,
    ),
  );
}

/** "Regional NAT gateways": in no subnet, with a way to the VPC's internet gateway of its own. */
function regionalGateway(network: Network, id: Id, vpc: Id | undefined): Path {
  const asked =
    vpc === undefined
      ? []
      : [...network.internetGateways.keys()].map((each) =>
          path(askInternetGateway(network, each, vpc, true)),
        );
  const best = bestOf(asked);
  if (best && best.state !== 'no') return best;
  return path(step('gateway', id, 'no', () => 'no internet gateway is attached to its VPC'));
}

/** The ACL of the NAT gateway's subnet sees both of its connections, and its table has the way back to the client. */
function natAcls(
  network: Network,
  { id: subnet, vpc }: Subnet,
  source: End | undefined,
  other: Party,
  wanted: Wanted,
): Path {
  const isApart = source !== undefined && source.interface.subnet !== subnet;
  const inward = isApart
    ? aclSteps(network, subnet, 'in', source.party, wanted, source.party.kind, 'gateway')
    : [];
  const back = isApart && source.vpc === vpc ? wayBackInVpc(network, subnet, source.party) : path();
  return path(
    ...(back.state === 'yes' ? [] : back.steps),
    ...inward,
    ...aclSteps(network, subnet, 'out', other, wanted, 'nat-gateway', 'gateway'),
  );
}
