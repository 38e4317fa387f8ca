import type { AddressRange } from '../../model/address-range.ts';
import { parseRange } from '../../model/address-range.ts';
import { unknownId } from '../../model/id.ts';
import {
  type Id,
  isUnknown,
  type Listener,
  type ListenerRule,
  type OrUnknown,
  type Unknown,
} from '../../model/network.ts';
import { entry, type Resource } from '../../template/resource.ts';
import type { StackSet } from '../../template/system.ts';
import { isList, isMap, type Value } from '../../template/value.ts';
import { OpenPairs } from '../read/open-pairs.ts';
import {
  perhapsOwner,
  readId,
  readList,
  readNumber,
  readText,
  unknownBecause,
} from '../read/read-value.ts';

/** "Listeners for your Application Load Balancers": rules by their priority, then the default action. */
export function buildListeners(set: StackSet): Listener[] {
  const rules = set.ofType((type) => type === 'AWS::ElasticLoadBalancingV2::ListenerRule');
  const rulesOf = rulesByListener(rules);
  const listeners = set
    .ofType((type) => type === 'AWS::ElasticLoadBalancingV2::Listener')
    .map(
      (listener): Listener => ({
        id: listener.id,
        loadBalancer: readId(listener.get('LoadBalancerArn')) ?? '',
        perhapsOfAny: perhapsOwner(listener.get('LoadBalancerArn')),
        port: readNumber(listener.get('Port')) ?? { unknown: `${listener.id} names no port` },
        protocols: readProtocols(listener.get('Protocol')),
        rules: [
          ...rulesOf(listener).map(readListenerRule),
          { ...readRule(listener, listener.get('DefaultActions'), undefined), isDefault: true },
        ],
      }),
    );
  const known = new Set(listeners.map(({ id }) => id));
  const ofAny = rules.filter((rule) => !known.has(readId(rule.get('ListenerArn')) ?? ''));
  return [...listeners, ...ofAny.map(listenerOfRule), ...classicListeners(set)];
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

/** The rules that are, or may be, of a listener, by their priority. */
function rulesByListener(rules: readonly Resource[]): (listener: Resource) => Resource[] {
  const owned = new Map<Id, Resource[]>();
  const ofAny: Resource[] = [];
  for (const rule of rules) {
    const owner = rule.get('ListenerArn');
    const id = readId(owner) ?? '';
    if (perhapsOwner(owner)) ofAny.push(rule);
    else if (owned.has(id)) owned.get(id)?.push(rule);
    else owned.set(id, [rule]);
  }
  const pairs = new OpenPairs('rules whose listener is not known');
  return ({ id }) => {
    pairs.add(ofAny.length);
    return [...(owned.get(id) ?? []), ...ofAny].sort((a, b) => priority(a) - priority(b));
  };
}

function readListenerRule(rule: Resource): ListenerRule {
  const read = readRule(rule, rule.get('Actions'), rule.get('Conditions'));
  const unknown = perhapsOwner(rule.get('ListenerArn'), `of which listener ${rule.id} is`);
  return unknown ? { ...read, unknown } : read;
}

/** The listener of a rule, where the templates do not have it: on some port of some load balancer. */
function listenerOfRule(rule: Resource): Listener {
  const unknown = `the listener of ${rule.id} is not in the templates`;
  return {
    id: rule.id,
    loadBalancer: unknownId(`the load balancer of ${rule.id}`),
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
        port: readNumber(entry(listener, ['LoadBalancerPort'])) ?? unknownBecause(listener),
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
  const unknownWeights = list.map(unknownWeight).find((unknown) => unknown !== undefined);
  return {
    id: resource.id,
    isDefault: false,
    ...readConditions(conditions),
    targetGroups: list.flatMap(forwardedTo),
    // The last action answers; those before it only ask who is there.
    otherwise: String(types.at(-1) ?? 'nothing'),
    unknown: unknown === undefined ? (unknownType ?? unknownWeights) : unknownBecause(unknown),
  };
}

/** A target group with weight 0 beside others gets no requests ("Forward actions"). */
function forwardedTo(action: Value): string[] {
  const single = readId(entry(action, ['TargetGroupArn']));
  if (single !== undefined) return [single];
  const groups = weightedGroups(action);
  const used = groups.filter(({ weight }) => weight !== 0);
  return (used.length > 0 ? used : groups).map(({ id }) => id);
}

function weightedGroups(action: Value) {
  return readList(entry(action, ['ForwardConfig', 'TargetGroups'])).map((group) => ({
    id: readId(entry(group, ['TargetGroupArn'])) ?? '',
    weight: readNumber(entry(group, ['Weight'])) ?? 1,
  }));
}

/** A weight that is not known may be 0, which matters beside others. */
function unknownWeight(action: Value): Unknown | undefined {
  const groups = weightedGroups(action);
  return groups.length < 2 ? undefined : groups.map(({ weight }) => weight).find(isUnknown);
}

/** "Rule conditions": the caller chooses path, host and headers, and so fulfils them; its address it does not choose. */
function readConditions(value: Value | undefined): Pick<ListenerRule, 'takesAll' | 'sources'> {
  const conditions = readList(value);
  const sourceIp = conditions.find((condition) => fieldOf(condition) === 'source-ip');
  const taken = conditions.map(takesAll);
  return {
    takesAll: taken.length > 0 && !taken.includes(false) && (taken.find(isUnknown) ?? true),
    sources: sourceIp === undefined ? undefined : readSources(valuesOf(sourceIp, 'SourceIpConfig')),
  };
}

/** By the field of a condition: where its patterns stand, and those that every path or host matches. */
const PATTERNS: ReadonlyMap<string, { config: string; everything: RegExp }> = new Map([
  ['path-pattern', { config: 'PathPatternConfig', everything: /^\/?\*+$/ }],
  ['host-header', { config: 'HostHeaderConfig', everything: /^\*+$/ }],
]);

/** Whether a condition matches every request, source addresses aside. */
function takesAll(condition: Value): OrUnknown<boolean> {
  const field = fieldOf(condition);
  if (field === undefined) return unknownBecause(condition);
  if (typeof field !== 'string') return field;
  if (field === 'source-ip') return true;
  const known = PATTERNS.get(field);
  if (!known) return false;
  const patterns = valuesOf(condition, known.config).map(readText);
  const isEvery = patterns.some(
    (pattern) => typeof pattern === 'string' && known.everything.test(pattern),
  );
  if (isEvery) return true;
  return patterns.find((pattern) => typeof pattern === 'object') ?? false;
}

function fieldOf(condition: Value): OrUnknown<string> | undefined {
  return readText(entry(condition, ['Field']));
}

/** The values of a condition, in the old form or the new; a list that is not known is one value that is not. */
function valuesOf(condition: Value, config: string): readonly Value[] {
  const values = entry(condition, [config, 'Values']) ?? entry(condition, ['Values']) ?? [];
  return isList(values) ? values : [values];
}

function readSources(values: readonly Value[]): OrUnknown<readonly AddressRange[]> {
  const ranges: AddressRange[] = [];
  for (const item of values) {
    const text = readText(item);
    if (typeof text !== 'string') return unknownBecause(item);
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
