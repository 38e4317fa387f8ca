import type { AddressRange } from '../model/address-range.ts';
import { parseRange } from '../model/address-range.ts';
import type { Listener, ListenerRule, Uncertain } from '../model/network.ts';
import { entry, type Resource } from '../template/resource.ts';
import type { StackSet } from '../template/system.ts';
import { isMap, type Value } from '../template/value.ts';
import { mayBeAny, notKnown, readId, readList, readNumber, readText } from './read-value.ts';

/** "Listeners for your Application Load Balancers": rules by their priority, then the default action. */
export function buildListeners(set: StackSet): Listener[] {
  const rules = set
    .ofType((type) => type === 'AWS::ElasticLoadBalancingV2::ListenerRule')
    .sort((a, b) => priority(a) - priority(b));
  const listeners = set
    .ofType((type) => type === 'AWS::ElasticLoadBalancingV2::Listener')
    .map(
      (listener): Listener => ({
        id: listener.id,
        loadBalancer: readId(listener.get('LoadBalancerArn')) ?? '',
        perhapsOfAny: mayBeAny(listener.get('LoadBalancerArn')),
        port: readNumber(listener.get('Port')) ?? { unknown: `${listener.id} names no port` },
        protocols: readProtocols(listener.get('Protocol')),
        rules: [
          ...rules.filter((rule) => mayBeOf(rule, listener)).map((rule) => readListenerRule(rule)),
          { ...readRule(listener, listener.get('DefaultActions'), undefined), isDefault: true },
        ],
      }),
    );
  const known = new Set(listeners.map(({ id }) => id));
  const strays = rules.filter((rule) => !known.has(readId(rule.get('ListenerArn')) ?? ''));
  return [...listeners, ...strays.map(strayListener), ...classicListeners(set)];
}

/** "Listener configuration" of Network Load Balancers; HTTP, HTTPS and TLS, and QUIC, go over the other two. */
function readProtocols(value: Value | undefined): Listener['protocols'] {
  const name = readText(value) ?? 'HTTP';
  if (typeof name !== 'string') return name;
  switch (name.toUpperCase()) {
    case 'UDP':
    case 'QUIC':
      return ['udp'];
    case 'TCP_UDP':
    case 'TCP_QUIC':
      return ['tcp', 'udp'];
    default:
      return ['tcp'];
  }
}

function mayBeOf(rule: Resource, listener: Resource): boolean {
  const owner = rule.get('ListenerArn');
  return readId(owner) === listener.id || mayBeAny(owner) !== undefined;
}

function readListenerRule(rule: Resource): ListenerRule {
  const read = readRule(rule, rule.get('Actions'), rule.get('Conditions'));
  const doubt = mayBeAny(rule.get('ListenerArn'));
  return doubt
    ? { ...read, unknown: { unknown: `of which listener ${rule.id} is: ${doubt.unknown}` } }
    : read;
}

/** The listener of a rule, where the templates do not have it: on some port of some load balancer. */
function strayListener(rule: Resource): Listener {
  const unknown = `the listener of ${rule.id} is not in the templates`;
  return {
    id: rule.id,
    loadBalancer: `?the load balancer of ${rule.id}`,
    perhapsOfAny: undefined,
    port: { unknown },
    protocols: { unknown },
    rules: [readRule(rule, rule.get('Actions'), rule.get('Conditions'))],
  };
}

/** "Listeners for your Classic Load Balancer": stated on the load balancer, and never before a function. */
function classicListeners(set: StackSet): Listener[] {
  return set
    .ofType((type) => type === 'AWS::ElasticLoadBalancing::LoadBalancer')
    .flatMap((balancer) =>
      readList(balancer.get('Listeners')).map((listener) => ({
        id: balancer.id,
        loadBalancer: balancer.id,
        perhapsOfAny: undefined,
        port: readNumber(entry(listener, ['LoadBalancerPort'])) ?? notKnown(listener),
        protocols: ['tcp' as const],
        rules: [],
      })),
    );
}

function readRule(
  resource: Resource,
  actions: Value | undefined,
  conditions: Value | undefined,
): ListenerRule {
  const list = readList(actions);
  const unknown = list.find((action) => !isMap(action));
  const types = list.map((action) => readText(entry(action, ['Type'])) ?? 'forward');
  const unknownType = types.find((type) => typeof type !== 'string');
  return {
    id: resource.id,
    isDefault: false,
    ...readConditions(conditions),
    targetGroups: list.flatMap(forwardedTo),
    // The last action answers; those before it only ask who is there.
    otherwise: String(types.at(-1) ?? 'nothing'),
    unknown: unknown === undefined ? unknownType : notKnown(unknown),
  };
}

/** A target group with weight 0 beside others gets no requests ("Forward actions"). */
function forwardedTo(action: Value): string[] {
  const single = readId(entry(action, ['TargetGroupArn']));
  if (single !== undefined) return [single];
  const weighted = readList(entry(action, ['ForwardConfig', 'TargetGroups'])).map((group) => ({
    id: readId(entry(group, ['TargetGroupArn'])) ?? '',
    weight: readNumber(entry(group, ['Weight'])) ?? 1,
  }));
  const used = weighted.filter(({ weight }) => weight !== 0);
  return (used.length > 0 ? used : weighted).map(({ id }) => id);
}

/** "Rule conditions": the caller chooses path, host and headers, and so fulfils them; its address it does not choose. */
function readConditions(value: Value | undefined): Pick<ListenerRule, 'takesAll' | 'sources'> {
  const conditions = readList(value);
  let sources: ListenerRule['sources'];
  for (const condition of conditions) {
    if (readText(entry(condition, ['Field'])) !== 'source-ip') continue;
    sources = readSources(
      entry(condition, ['SourceIpConfig', 'Values']) ?? entry(condition, ['Values']),
    );
  }
  return { takesAll: conditions.length > 0 && conditions.every(takesAll), sources };
}

function takesAll(condition: Value): boolean {
  if (readText(entry(condition, ['Field'])) !== 'path-pattern') return false;
  const values = entry(condition, ['PathPatternConfig', 'Values']) ?? entry(condition, ['Values']);
  return listOf(values).some((pattern) => pattern === '*' || pattern === '/*');
}

function listOf(value: Value | undefined): readonly Value[] {
  return Array.isArray(value) ? value : [];
}

function readSources(value: Value | undefined): Uncertain<readonly AddressRange[]> {
  const ranges: AddressRange[] = [];
  for (const item of listOf(value)) {
    const text = readText(item);
    if (typeof text !== 'string') return notKnown(item);
    const range = parseRange(text);
    if (typeof range === 'object') ranges.push(range);
  }
  return ranges;
}

/** A rule without a known priority comes first: it may decide before all others. */
function priority(rule: Resource): number {
  const number = readNumber(rule.get('Priority'));
  return typeof number === 'number' ? number : -1;
}
