import { isDefaultSubnet } from '../model/default-subnet.ts';
import { isUnknownId, shownId } from '../model/id.ts';
import type { Id, Interface, Network, RouteTable, Subnet } from '../model/network.ts';
import { forwardedParty, type Party } from '../model/party.ts';
import { type Step, step } from '../model/step.ts';
import { absence, type Wanted } from '../model/words.ts';
import { isForwarder, mayForward } from '../rules/forwarding.ts';
import { askPeering } from '../rules/peering.ts';
import { chooseRoutes } from '../rules/route-choice.ts';
import { aclSteps } from './acl-steps.ts';
import { type Path, path } from './path.ts';
import {
  blackhole,
  followRoute,
  localStep,
  otherTarget,
  routeStep,
  wrongRoute,
} from './route-steps.ts';

export interface End {
  readonly interface: Interface;
  readonly party: Party;
  /** Undefined for a subnet that is not in the templates. */
  readonly vpc: Id | undefined;
  /** Whether a route may lead what it sends within its VPC through what forwards it. */
  readonly forwardsInside: boolean;
}

/**
 * Who a connection comes from as its destination sees it: the source, unless the way there leads to what forwards in
 * its own name ("NAT gateway basics"), or may do so, as an appliance.
 */
export function senderOf(network: Network, source: End, destination: End): Party {
  const isInVpc = source.vpc === destination.vpc;
  if (isInVpc && !source.forwardsInside) return source.party;
  const from = network.subnets.get(source.interface.subnet);
  if (!from || (isInVpc && source.interface.subnet === destination.interface.subnet)) {
    return source.party;
  }
  const forwards = tablesThatForward(network, from, isInVpc).some((table) =>
    chooseRoutes(table, destination.party, isInVpc).some(isForwarder),
  );
  return forwards ? forwardedParty(source.party) : source.party;
}

export function mayForwardInside(network: Network, subnet: Subnet): boolean {
  return tablesThatForward(network, subnet, true).length > 0;
}

const NONE: readonly RouteTable[] = [];

function tablesThatForward(
  { routeTables }: Network,
  { routeTable, perhapsTables }: Subnet,
  isInVpc: boolean,
): readonly RouteTable[] {
  const own = routeTables.get(routeTable);
  const isOwn = own !== undefined && mayForward(own, isInVpc);
  if (perhapsTables.length === 0) return isOwn ? [own] : NONE;
  const others = perhapsTables.flatMap(({ id }) => routeTables.get(id) ?? []);
  return [...(own ? [own] : []), ...others].filter((table) => mayForward(table, isInVpc));
}

/**
 * ACLs and routes from one interface to another; security groups are the interfaces' own affair.
 * @param sender who the destination sees
 */
export function privateLink(
  network: Network,
  source: End,
  destination: End,
  sender: Party,
  wanted: Wanted,
): readonly Step[] {
  const from = source.interface.subnet;
  const to = destination.interface.subnet;
  if (from === to) {
    const table = network.routeTables.get(network.subnets.get(from)?.routeTable ?? '');
    const at = table?.at ?? from;
    return [step('route', shownId(at), 'yes', () => `both ends are in ${shownId(from)}`)];
  }
  const leaving = aclSteps(network, from, 'out', destination.party, wanted, source.party.kind);
  const entering = aclSteps(network, to, 'in', sender, wanted, sender.kind);
  const acls = mayBeOne(from, to) ? orOneSubnet : (steps: readonly Step[]) => steps;
  return [
    ...acls(leaving),
    ...routes(network, source, destination, sender).steps,
    ...acls(entering),
  ];
}

/** A subnet that nobody has named may be the other one; that of a default VPC is in no template. */
function mayBeOne(from: Id, to: Id): boolean {
  return [from, to].some(isUnknownId) && ![from, to].some(isDefaultSubnet);
}

/** Within one subnet no ACL is asked, so that a "no" of one does not decide. */
function orOneSubnet(steps: readonly Step[]): readonly Step[] {
  return steps.map((each) =>
    each.state === 'no'
      ? step(
          each.step,
          each.at,
          'unknown',
          () => `${each.because()}, unless both are in one subnet`,
        )
      : each,
  );
}

function routes(network: Network, source: End, destination: End, sender: Party): Path {
  const from = network.subnets.get(source.interface.subnet);
  const to = network.subnets.get(destination.interface.subnet);
  const open = [
    from ?? source.interface.subnet,
    to ?? destination.interface.subnet,
    from?.vpc,
    to?.vpc,
  ].find((subject) => typeof subject === 'string' && (isUnknownId(subject) || !from || !to));
  if (!from || !to || (from.vpc !== to.vpc && typeof open === 'string')) {
    const id = typeof open === 'string' ? open : '';
    return path(step('route', shownId(id), 'unknown', () => absence(id)));
  }
  if (from.vpc === to.vpc) {
    const there = wayInVpc(network, from, destination.party);
    return there.state === 'yes' ? orWayBack(there, wayBackInVpc(network, to.id, sender)) : there;
  }
  const { there, peering } = wayByPeering(network, from, to, destination);
  // What forwards gets the answers, and not the source.
  if (there.state === 'no' || sender !== source.party) return there;
  return orderByRoute(there, wayBackByPeering(network, to, source.party, peering));
}

function wayInVpc(network: Network, { id, vpc }: Subnet, destination: Party): Path {
  return followRoute(network, id, destination, true, (route, table) => {
    if (route.target.kind === 'local') return path(localStep(table.at, vpc));
    if (route.target.kind === 'blackhole') return path(blackhole(table, route, destination));
    return path(
      otherTarget(table, route, 'something that forwards inside the VPC, which is not modelled'),
    );
  });
}

/** The way to another VPC, and the peering connection that it takes. */
function wayByPeering(
  network: Network,
  from: Subnet,
  to: Subnet,
  destination: End,
): { readonly there: Path; readonly peering: Id | undefined } {
  let peering: Id | undefined;
  const there = followRoute(network, from.id, destination.party, false, (route, table) => {
    const { target } = route;
    if (target.kind === 'peering') {
      peering = target.id;
      return path(
        routeStep(table, route, `peering connection ${shownId(target.id)}`),
        askPeering(network, target.id, from.vpc, to.vpc),
      );
    }
    if (target.kind === 'other') return path(otherTarget(table, route, target.what));
    if (target.kind === 'nat-gateway' && leadsOn(network, target.id, destination)) {
      const nat = `NAT gateway ${shownId(target.id)}, whose way to another network is not modelled`;
      return path(otherTarget(table, route, nat));
    }
    return path(wrongRoute(table, route, destination.party, describeTarget(target)));
  });
  return { there, peering };
}

/** @param peering that the way there takes; undefined where it takes none that is known */
function wayBackByPeering(
  network: Network,
  from: Subnet,
  client: Party,
  peering: Id | undefined,
): Path {
  return followRoute(network, from.id, client, false, (route, table) => {
    const { target } = route;
    if (target.kind === 'other') return path(otherTarget(table, route, target.what));
    if (target.kind !== 'peering') {
      return path(wrongRoute(table, route, client, describeTarget(target)));
    }
    const name = `peering connection ${shownId(target.id)}`;
    if (target.id === peering || peering === undefined) {
      return path(routeStep(table, route, `${name} for the answers`));
    }
    return path(
      [target.id, peering].some(isUnknownId)
        ? otherTarget(table, route, `${name}, which may be ${shownId(peering)}`)
        : wrongRoute(table, route, client, describeTarget(target)),
    );
  });
}

/**
 * The way of the answers within a VPC: a more specific route than the local one may lead them elsewhere. A NAT gateway
 * drops what it has not translated on the way there, and so does an appliance, unless it forwards whatever comes
 * ("Middlebox routing").
 */
export function wayBackInVpc(network: Network, from: Id, client: Party): Path {
  return followRoute(network, from, client, true, (route, table) => {
    switch (route.target.kind) {
      case 'local':
        return path(localStep(table.at, table.vpc));
      case 'blackhole':
        return path(blackhole(table, route, client));
      case 'nat-gateway':
        return path(
          wrongRoute(table, route, client, `${shownId(route.target.id)}, which drops the answers`),
        );
      default:
        return path(
          otherTarget(table, route, 'something in the VPC that has to forward the answers'),
        );
    }
  });
}

/** A way back that is plain is not worth a line. */
function orWayBack(there: Path, back: Path): Path {
  return back.state === 'yes' ? there : path(...there.steps, ...back.steps);
}

/** "NAT gateway use cases": from its own subnet it reaches other networks, by a transit gateway for one. */
function leadsOn(network: Network, nat: Id, { party }: End): boolean {
  const known = network.natGateways.get(nat);
  if (!known) return true;
  const { subnet } = known;
  if (subnet === undefined) return false;
  const onward = followRoute(network, subnet, party, false, (route, table) =>
    route.target.kind === 'other' || route.target.kind === 'peering'
      ? path(otherTarget(table, route, 'another network'))
      : path(wrongRoute(table, route, party, describeTarget(route.target))),
  );
  return onward.state !== 'no';
}

/** Routes are named before gateways: the way back before what carries the way there. */
function orderByRoute(there: Path, back: Path): Path {
  const routes = there.steps.filter(({ step: name }) => name === 'route');
  const gateways = there.steps.filter(({ step: name }) => name !== 'route');
  return path(...routes, ...back.steps, ...gateways);
}

function describeTarget(target: { kind: string; id?: Id }): string {
  const id = target.id === undefined ? '' : ` ${shownId(target.id)}`;
  const name = target.kind === 'local' ? 'its own VPC' : target.kind.replace('-', ' ');
  return `${name}${id}, which does not carry it on`;
}
