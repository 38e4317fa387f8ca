import type { AddressRange } from '../model/address-range.ts';
import type { Group, Id, Network, Rule, WornGroups } from '../model/network.ts';
import { coverageOf, type Party } from '../model/party.ts';
import { type State, type Step, type StepName, step } from '../model/step.ts';
import {
  describePeer,
  describeTraffic,
  describeWanted,
  shownId,
  type Wanted,
} from '../model/words.ts';
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
  let doubt: { group: Group; why: () => string } | undefined;
  let parts: { group: Group; rule: Rule; ranges: readonly AddressRange[] }[] | undefined;
  for (const id of worn.ids) {
    const group = network.groups.get(id);
    if (!group) continue;
    for (const rule of group[direction]) {
      const traffic = matchTraffic(rule.traffic, wanted);
      if (traffic === 'no') continue;
      const peer = matchPeer(rule, other);
      if (peer === 'no') continue;
      if (isOfAnotherVpc(group, vpc)) {
        doubt ??= { group, why: () => `${group.id} is a group of ${group.vpc}, and not of ${vpc}` };
        continue;
      }
      if (rule.perhaps) {
        doubt ??= { group, why: () => rule.perhaps?.unknown ?? '' };
        continue;
      }
      if (traffic === 'yes' && peer === 'yes') return allowed(name, group, rule, direction);
      if (traffic === 'yes' && peer === 'part' && rule.peer.kind === 'ranges') {
        parts ??= [];
        parts.push({ group, rule, ranges: rule.peer.ranges });
      }
      doubt ??= { group, why: () => describeDoubt(rule, direction, other) };
    }
    if (group.more) doubt ??= { group, why: () => group.more?.unknown ?? '' };
  }
  const [first] = parts ?? [];
  if (parts && first && parts.length > 1) {
    // Several blocks may cover together what none covers alone.
    const together = parts.flatMap(({ ranges }) => ranges);
    if (coverageOf(together, other) === 'all')
      return allowed(name, first.group, first.rule, direction);
  }
  if (doubt) return step(name, doubt.group.at, 'unknown', doubt.why);
  const at = network.groups.get(worn.ids[0] ?? '')?.at ?? self;
  if (worn.more) return step(name, at, 'unknown', () => `${worn.more?.unknown}`);
  return step(name, at, 'no', () => describeBlock(worn.ids, direction, other, wanted));
}

/** "Security groups": an interface wears groups of its own VPC, unless a group is associated with more of them. */
function isOfAnotherVpc({ vpc: own }: Group, vpc: Id | undefined): boolean {
  if (own === undefined || vpc === undefined || own === vpc) return false;
  return !own.startsWith('?') && !vpc.startsWith('?');
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

function describeDoubt(rule: Rule, direction: string, other: Party): string {
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
      return other.publicOf?.startsWith('?') ? 'unknown' : 'no';
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
  const unsettled = worn.more || group.startsWith('?') || worn.ids.some((id) => id.startsWith('?'));
  return unsettled ? 'unknown' : 'no';
}
