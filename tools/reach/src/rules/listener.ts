import { shownId } from '../model/id.ts';
import {
  type Id,
  isUnknown,
  type Listener,
  type ListenerRule,
  type Network,
  type OrUnknown,
  type Protocol,
} from '../model/network.ts';
import { coverageOf, type Party } from '../model/party.ts';
import { type Step, step } from '../model/step.ts';
import type { AwsRule } from './aws-rule.ts';

export const LISTENER_RULE: AwsRule = {
  says: 'A load balancer answers only on ports with a listener. Its rules are asked by priority, the default action last; path, host and headers are the caller’s to choose, its address is not. A rule that takes every path and host hides those after it from the addresses it is for, and a target group of weight 0 beside others gets nothing.',
  page: 'Listeners for your Application Load Balancers',
};

/** A load balancer's listeners on a port: certainly, and perhaps. */
export function listenersOn(
  network: Network,
  loadBalancer: Id,
  port: number,
  protocol: Protocol,
): { certain: Listener[]; perhaps: Listener[] } {
  const own = network.listeners.filter(
    (listener) => listener.loadBalancer === loadBalancer || listener.perhapsOfAny,
  );
  const may = own.filter(
    (listener) =>
      (listener.port === port || isUnknown(listener.port)) &&
      (isUnknown(listener.protocols) || listener.protocols.includes(protocol)),
  );
  const isCertain = (listener: Listener) =>
    listener.port === port &&
    !isUnknown(listener.protocols) &&
    listener.loadBalancer === loadBalancer;
  return {
    certain: may.filter(isCertain),
    perhaps: may.filter((listener) => !isCertain(listener)),
  };
}

/** Whether a load balancer listens on a port at all. */
export function askListening(network: Network, id: Id, port: number, protocol: Protocol): Step {
  const { certain, perhaps } = listenersOn(network, id, port, protocol);
  const [listener] = certain;
  if (listener)
    return step('listener', listener.id, 'yes', () => `it listens on ${protocol} ${port}`);
  const [first] = perhaps;
  if (first) {
    return unknownListener(first);
  }
  return step('listener', id, 'no', () => `no listener of it is on ${protocol} ${port}`);
}

/** A listener of which it is not certain that it is on the port, or on the load balancer. */
export function unknownListener({ id, port, protocols, perhapsOfAny }: Listener): Step {
  return step('listener', id, 'unknown', () => {
    if (isUnknown(port)) return port.unknown;
    if (isUnknown(protocols)) return protocols.unknown;
    return `of which load balancer it is: ${perhapsOfAny?.unknown}`;
  });
}

/** A rule that a request can be taken by, and why it may never be asked. */
export interface RuleInReach {
  readonly rule: ListenerRule;
  readonly unknowns: readonly Step[];
}

/** The rules that a caller's requests can be taken by, in order: those behind one that takes them all are not asked. */
export function rulesInReach({ rules }: Listener, caller: Party): RuleInReach[] {
  const inReach: RuleInReach[] = [];
  let unknowns: readonly Step[] = [];
  for (const rule of rules) {
    inReach.push({ rule, unknowns });
    const hides = hidesOthers(rule, caller);
    if (hides === true) break;
    if (hides !== false && unknowns.length === 0) {
      unknowns = [step('listener', rule.id, 'unknown', () => hides.unknown)];
    }
  }
  return inReach;
}

/** Whether a rule takes all of a caller's requests. */
function hidesOthers(
  { id, takesAll, sources, unknown }: ListenerRule,
  caller: Party,
): OrUnknown<boolean> {
  if (takesAll === false) return false;
  const covered =
    sources === undefined ? 'all' : isUnknown(sources) ? sources : coverageOf(sources, caller);
  if (covered === 'none') return false;
  if (unknown) return unknown;
  if (isUnknown(takesAll)) return takesAll;
  if (isUnknown(covered)) return covered;
  return (
    covered === 'all' || { unknown: `${id} takes requests from some addresses of ${caller.name}` }
  );
}

/** Whether a rule takes requests of a caller, and forwards them to a target group. */
export function askListenerRule(rule: ListenerRule, targetGroup: Id, caller: Party): Step {
  const forwards = () =>
    `${rule.isDefault ? 'the default action' : 'the rule'} forwards to ${shownId(targetGroup)}`;
  if (rule.unknown) return step('listener', rule.id, 'unknown', () => rule.unknown?.unknown ?? '');
  if (rule.sources === undefined) return step('listener', rule.id, 'yes', forwards);
  const { sources } = rule;
  if (isUnknown(sources)) return step('listener', rule.id, 'unknown', () => sources.unknown);
  const covered = coverageOf(sources, caller);
  return step(
    'listener',
    rule.id,
    covered === 'all' ? 'yes' : covered === 'none' ? 'no' : 'unknown',
    covered === 'all'
      ? forwards
      : () => `the rule takes only requests from some addresses, not from all of ${caller.name}`,
  );
}
