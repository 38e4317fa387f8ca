import { isUnknownId, shownId } from '../model/id.ts';
import type { Group, Id, Network, Rule, WornGroups } from '../model/network.ts';
import { coverageOf, type Party } from '../model/party.ts';
import { type State, type Step, type StepName, step } from '../model/step.ts';
import { describePeer, describeTraffic, describeWanted, type Wanted } from '../model/words.ts';
import type { AwsRule } from './aws-rule.ts';
import { matchTraffic } from './traffic.ts';

export const SECURITY_GROUP_RULE: AwsRule = {
  says: 'A connection passes when any rule of any group that the interface wears allows it. Groups are stateful: answers need no rule. A rule names addresses, also that of one instance, a prefix list, or a group whose members it means by their private addresses.',
  page: 'Control traffic to your AWS resources using security groups',
};

/**
 * Asks the groups that an interface wears, about a connection to (`outbound`) or from (`inbound`) somebody.
 * @param vpc where the interface is, undefined where that is not known
 */
export function askGroups(
  network: Network,
  worn: WornGroups,
  vpc: Id | undefined,
  direction: 'inbound' | 'outbound',
  self: Id,
  other: Party,
  wanted: Wanted,
): Step {
  const name: StepName = direction === 'outbound' ? 'source-group' : 'destination-group';
  if (worn.kind === 'unfiltered') {
    return step(name, self, 'yes', () => 'no security group applies to it');
  }
  let unknown: UnknownMatch | undefined;
  let parts: Matched[] | undefined;
  for (const id of worn.ids) {
    const group = network.groups.get(id);
    if (!group) continue;
    for (const rule of group[direction]) {
      const match = matchRule(rule, group, vpc, other, wanted);
      if (match === 'no') continue;
      if (match === 'yes') return allowed(name, group, rule, direction);
      if (match === 'part') {
        parts ??= [];
        parts.push({ group, rule });
      }
      unknown ??= { group, rule };
    }
    if (group.perhapsMore) unknown ??= { group, rule: undefined };
  }
  const [first] = parts ?? [];
  if (parts && first && coverTogether(parts, other)) {
    return allowed(name, first.group, first.rule, direction);
  }
  if (unknown) return unknownStep(name, unknown, vpc, direction, other);
  const at = network.groups.get(worn.ids[0] ?? '')?.at ?? self;
  if (worn.perhapsMore) return step(name, at, 'unknown', () => `${worn.perhapsMore?.unknown}`);
  return step(name, at, 'no', () => describeBlock(worn.ids, direction, other, wanted));
}

interface Matched {
  readonly group: Group;
  readonly rule: Rule;
}

/** A rule that may allow it; without one, the group may have more rules than are known. */
interface UnknownMatch {
  readonly group: Group;
  readonly rule: Rule | undefined;
}

/** `part`: it certainly allows the traffic, of a part of the addresses that somebody may have. */
function matchRule(
  rule: Rule,
  group: Group,
  vpc: Id | undefined,
  other: Party,
  wanted: Wanted,
): State | 'part' {
  const traffic = matchTraffic(rule.traffic, wanted);
  if (traffic === 'no') return 'no';
  const peer = matchPeer(rule, other);
  if (peer === 'no') return 'no';
  const isCertain = traffic === 'yes' && !rule.perhaps && !isOfAnotherVpc(group, vpc);
  return isCertain ? peer : 'unknown';
}

/** Several blocks may cover together what none covers alone. */
function coverTogether(parts: readonly Matched[], other: Party): boolean {
  const ranges = parts.flatMap(({ rule: { peer } }) => (peer.kind === 'ranges' ? peer.ranges : []));
  return parts.length > 1 && coverageOf(ranges, other) === 'all';
}

function unknownStep(
  name: StepName,
  { group, rule }: UnknownMatch,
  vpc: Id | undefined,
  direction: 'inbound' | 'outbound',
  other: Party,
): Step {
  return step(name, group.at, 'unknown', () => {
    if (!rule) return group.perhapsMore?.unknown ?? '';
    if (isOfAnotherVpc(group, vpc)) {
      return `${group.id} is a group of ${group.vpc}, and not of ${vpc}`;
    }
    return rule.perhaps?.unknown ?? describeUnknown(rule, direction, other);
  });
}

/** "Security groups": an interface wears groups of its own VPC, unless a group is associated with more of them. */
function isOfAnotherVpc({ vpc: own }: Group, vpc: Id | undefined): boolean {
  if (own === undefined || vpc === undefined || own === vpc) return false;
  return !isUnknownId(own) && !isUnknownId(vpc);
}

function allowed(name: StepName, group: Group, rule: Rule, direction: string): Step {
  const way = direction === 'inbound' ? 'in from' : 'out to';
  return step(
    name,
    group.at,
    'yes',
    () =>
      `${rule.id === group.at ? `a rule of ${shownId(group.id)}` : rule.id} allows ${describeTraffic(rule.traffic)} ${way} ${describePeer(rule)}`,
    rule.id,
  );
}

function describeBlock(
  groups: readonly Id[],
  direction: string,
  other: Party,
  wanted: Wanted,
): string {
  const names = groups.map(shownId).join(', ');
  const way = direction === 'inbound' ? 'in from' : 'out to';
  return `no rule of ${names || 'its groups'} allows ${describeWanted(wanted)} ${way} ${other.name}`;
}

function describeUnknown(rule: Rule, direction: string, other: Party): string {
  const { peer, traffic } = rule;
  if (peer.kind === 'unknown') return `rule of ${rule.id}: ${peer.unknown}`;
  for (const part of [traffic.protocol, traffic.ports]) {
    if (typeof part === 'object' && 'unknown' in part) return `rule of ${rule.id}: ${part.unknown}`;
  }
  const way = direction === 'inbound' ? 'from' : 'to';
  return `a rule of ${rule.id} allows ${describeTraffic(traffic)} ${way} ${describePeer(rule)}, which is only a part of what ${other.name} can be`;
}

function matchPeer({ peer }: Rule, other: Party): State | 'part' {
  switch (peer.kind) {
    case 'ranges': {
      const covered = coverageOf(peer.ranges, other);
      return covered === 'all' ? 'yes' : covered === 'none' ? 'no' : 'part';
    }
    case 'group':
      return wears(other.groups, peer.group);
    case 'node':
      if (other.node === peer.node) return 'yes';
      return other.node === '?' ? 'unknown' : 'no';
    case 'public-address':
      if (other.publicOf === peer.node) return 'yes';
      return isUnknownId(other.publicOf) ? 'unknown' : 'no';
    case 'service':
      return other.service === peer.service ? 'yes' : 'no';
    case 'ipv6':
      return 'no';
    case 'unknown':
      return 'unknown';
  }
}

/** A group whose id is not settled may be any group. */
function wears(worn: WornGroups | undefined, group: Id): State {
  if (worn?.kind !== 'groups') return 'no';
  if (worn.ids.includes(group)) return 'yes';
  const isOpen = worn.perhapsMore || isUnknownId(group) || worn.ids.some(isUnknownId);
  return isOpen ? 'unknown' : 'no';
}
