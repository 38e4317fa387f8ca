import { PUBLIC_ADDRESSES } from '../model/address-range.ts';
import { isUnknownId, shownId } from '../model/id.ts';
import {
  type Id,
  type InvokedFunction,
  isUnknown,
  type Listener,
  type ListenerRule,
  type Network,
  type TargetGroup,
} from '../model/network.ts';
import type { Party } from '../model/party.ts';
import { type Step, step } from '../model/step.ts';
import { absence, type Wanted } from '../model/words.ts';
import { askPermission } from '../rules/invoke-permission.ts';
import { askListenerRule, listenersOn, rulesInReach, unknownListener } from '../rules/listener.ts';

/** A way to a function through a load balancer: what is asked once the load balancer is reached. */
export interface Front {
  readonly loadBalancer: Id;
  readonly steps: readonly Step[];
}

/** The ways to a function through every load balancer that forwards to it on any port; none if there is no such. */
export function frontsOf(network: Network, id: Id, wanted: Wanted, caller: Party): Front[] {
  const before = new Set(listenersBefore(network, id).map(({ loadBalancer }) => loadBalancer));
  if (before.size === 0) return uselessFronts(network, id, wanted, caller);
  return [...before].flatMap((loadBalancer) => [
    ...frontsAt(network, loadBalancer, id, wanted, caller),
    ...frontsBefore(network, loadBalancer, wanted),
  ]);
}

/** The ports of the listeners that forward to a function. @param otherwise of one whose port is not known */
export function portsBefore(network: Network, id: Id, otherwise: number): readonly number[] {
  const ports = listenersBefore(network, id).map(({ port }) =>
    isUnknown(port) ? otherwise : port,
  );
  return [...new Set(ports)];
}

function listenersBefore(network: Network, id: Id): readonly Listener[] {
  return network.listeners.filter(({ rules }) =>
    rules.some((rule) => forwardsTo(network, rule, id).length > 0),
  );
}

/** Network Load Balancers that have the load balancer as target: what that lets through from them is not looked at. */
function frontsBefore(network: Network, balancer: Id, wanted: Wanted): Front[] {
  return network.listeners.flatMap(({ id, loadBalancer, rules }): Front[] => {
    const leadsOn = rules.some(({ targetGroups }) =>
      targetGroups.some((group) => network.targetGroups.get(group)?.balancers.includes(balancer)),
    );
    if (!leadsOn) return [];
    const { certain, perhaps } = listenersOn(
      network,
      loadBalancer,
      wanted.ports.from,
      wanted.protocol,
    );
    if (![...certain, ...perhaps].some((listener) => listener.id === id)) return [];
    const because = () => `it forwards to ${balancer}; what that lets on is not modelled`;
    return [{ loadBalancer, steps: [step('listener', id, 'unknown', because)] }];
  });
}

/** A function in a target group that nothing forwards to: the listeners on the port, near the caller, say no. */
function uselessFronts(network: Network, id: Id, wanted: Wanted, caller: Party): Front[] {
  const isTarget = [...network.targetGroups.values()].some(({ targets }) =>
    targets.some((target) => target.function === id),
  );
  if (!isTarget) return [];
  return network.listeners
    .filter(({ port, loadBalancer }) => {
      const balancer = network.nodes.get(loadBalancer)?.balancer;
      return (
        balancer === 'application' &&
        port === wanted.ports.from &&
        mayBeNear(network, caller, loadBalancer)
      );
    })
    .map(({ id: listener, rules, loadBalancer }) => ({
      loadBalancer,
      steps: [forwardsElsewhere(listener, rules, id)],
    }));
}

/** In one VPC; whoever has no private address is near everything. */
function mayBeNear(network: Network, { node }: Party, loadBalancer: Id): boolean {
  const vpcsOf = (id: Id) =>
    (network.nodes.get(id)?.interfaces ?? []).map(({ subnet }) => network.subnets.get(subnet)?.vpc);
  return node === undefined || vpcsOf(node).some((vpc) => vpcsOf(loadBalancer).includes(vpc));
}

function frontsAt(
  network: Network,
  loadBalancer: Id,
  id: Id,
  wanted: Wanted,
  caller: Party,
): Front[] {
  const { certain, perhaps } = listenersOn(
    network,
    loadBalancer,
    wanted.ports.from,
    wanted.protocol,
  );
  if (certain.length + perhaps.length === 0) {
    return [
      {
        loadBalancer,
        steps: [
          step(
            'listener',
            loadBalancer,
            'no',
            () => `no listener of it is on ${wanted.protocol} ${wanted.ports.from}`,
          ),
        ],
      },
    ];
  }
  const seen = asSeenBy(network, loadBalancer, caller);
  return [...certain, ...perhaps].flatMap((listener): Front[] => {
    const unknown = perhaps.includes(listener) ? [unknownListener(listener)] : [];
    const inReach = rulesInReach(listener, seen);
    const ways = inReach.flatMap(({ rule, unknowns }) =>
      forwardsTo(network, rule, id).map(({ group, invoked }) => ({
        loadBalancer,
        steps: [
          ...unknown,
          ...unknowns,
          askListenerRule(rule, group.id, seen),
          invoked
            ? askPermission(network, invoked, group.id)
            : step(
                'listener',
                shownId(group.id),
                'unknown',
                () => group.perhapsMore?.unknown ?? '',
              ),
        ],
      })),
    );
    if (ways.length > 0) return ways;
    const asked = inReach.map(({ rule }) => rule);
    return [{ loadBalancer, steps: [...unknown, forwardsElsewhere(listener.id, asked, id)] }];
  });
}

/** To an internet-facing load balancer somebody in a VPC comes by a public address, its own or that of a NAT gateway. */
function asSeenBy(network: Network, loadBalancer: Id, caller: Party): Party {
  const { node, addresses } = caller;
  const interfaces = network.nodes.get(loadBalancer)?.interfaces ?? [];
  if (node === undefined || !interfaces.some(({ publicAddress }) => publicAddress !== false)) {
    return caller;
  }
  const isCertain = interfaces.every(({ publicAddress }) => publicAddress === true);
  const own = isCertain || 'unknown' in addresses ? [] : addresses;
  return { ...caller, addresses: [...own, ...PUBLIC_ADDRESSES] };
}

function forwardsElsewhere(listener: Id, rules: readonly ListenerRule[], id: Id): Step {
  const last = rules.at(-1);
  const otherwise = last?.otherwise ?? 'nothing';
  return step('listener', listener, 'no', () =>
    !last || last.isDefault
      ? `no rule of it forwards to ${id}; its default action is ${otherwise}`
      : `no rule of it forwards to ${id}: ${last.id} takes all requests, and its action is ${otherwise}`,
  );
}

/** The target groups of a rule that have a function among their targets, or may have. */
function forwardsTo(
  network: Network,
  { targetGroups }: ListenerRule,
  id: Id,
): { group: TargetGroup; invoked: InvokedFunction | undefined }[] {
  return targetGroups.flatMap((name) => {
    const group = network.targetGroups.get(name) ?? unknownGroup(network, name, id);
    if (!group) return [];
    const invoked = group.targets.find((target) => target.function === id);
    return invoked || group.perhapsMore ? [{ group, invoked }] : [];
  });
}

/** A target group that the templates do not settle may have the function, if load balancers may invoke that at all. */
function unknownGroup(network: Network, name: Id, id: Id): TargetGroup | undefined {
  const mayBeInvoked = network.permissions.some(
    ({ invoked, balancers }) => invoked.function === id && balancers !== false,
  );
  if (!isUnknownId(name) || !mayBeInvoked) return undefined;
  return {
    id: name,
    targets: [],
    balancers: [],
    perhapsMore: { unknown: absence(name, 'target group') },
  };
}
