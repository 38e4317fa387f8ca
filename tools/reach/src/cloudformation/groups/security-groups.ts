import { ALL_ADDRESSES } from '../../model/address-range.ts';
import { defaultGroupId, nameOf } from '../../model/id.ts';
import {
  ALL_PORTS,
  type Group,
  type Id,
  isUnknown,
  type Peer,
  type Rule,
  type Unknown,
  type Vpc,
} from '../../model/network.ts';
import { absence } from '../../model/words.ts';
import { entry } from '../../template/resource.ts';
import type { StackSet } from '../../template/system.ts';
import { isMap, type Value } from '../../template/value.ts';
import type { AddressOwners } from '../nodes/address-owners.ts';
import { findNamed } from '../read/find-named.ts';
import { OpenPairs } from '../read/open-pairs.ts';
import { readRange } from '../read/read-ranges.ts';
import { readTraffic } from '../read/read-traffic.ts';
import { perhapsOwner, readId, readList, unknownBecause } from '../read/read-value.ts';
import type { PrefixLists } from './prefix-lists.ts';

type Direction = 'inbound' | 'outbound';
type OpenGroup = Group & { inbound: Rule[]; outbound: Rule[] };

/** Groups with their inline and separate rules. */
export class SecurityGroups {
  private readonly groups = new Map<Id, OpenGroup>();

  constructor(
    private readonly set: StackSet,
    vpcs: ReadonlyMap<Id, Vpc>,
    private readonly prefixLists: PrefixLists,
    private readonly owners: AddressOwners,
  ) {
    for (const resource of set.ofType((type) => type === 'AWS::EC2::SecurityGroup')) {
      const { id } = resource;
      this.groups.set(id, {
        id,
        at: id,
        isDefault: false,
        vpc: readId(resource.get('VpcId')),
        inbound: this.readRules(id, resource.get('SecurityGroupIngress'), 'inbound'),
        outbound: this.readRules(id, resource.get('SecurityGroupEgress'), 'outbound'),
        perhapsMore: undefined,
      });
    }
    for (const { id } of vpcs.values()) {
      const group = defaultGroupId(id);
      // An inventory tells the rules of a default group.
      if (this.groups.has(group)) continue;
      this.groups.set(group, defaultGroup(group, id));
    }
    const ofAny: { group: Id; direction: Direction; rule: Rule }[] = [];
    const separate = set.ofType((type) => /^AWS::EC2::SecurityGroup(Ingress|Egress)$/.test(type));
    for (const resource of separate) {
      const direction = resource.type.endsWith('Ingress') ? 'inbound' : 'outbound';
      const owner = resource.get('GroupId') ?? resource.get('GroupName');
      const group = readId(owner);
      const rule = this.readRule(resource.id, (name) => resource.get(name), direction);
      if (group === undefined || !rule) continue;
      this.ensure(group)[direction].push(rule);
      const perhaps = perhapsOwner(owner, `of which group ${rule.id} is`);
      if (perhaps) ofAny.push({ group, direction, rule: { ...rule, perhaps } });
    }
    const pairs = new OpenPairs('rules whose security group is not known');
    for (const group of this.groups.values()) {
      addDefaultEgress(
        group,
        ofAny.find(({ direction }) => direction === 'outbound')?.rule.perhaps,
      );
      pairs.add(ofAny.length);
      for (const { group: owner, direction, rule } of ofAny) {
        if (owner !== group.id) group[direction].push(rule);
      }
    }
  }

  /** The group, made where the templates name and do not contain it: then it has the rules they give it, and perhaps more. */
  ensure(id: Id): OpenGroup {
    const known = this.groups.get(id);
    if (known) return known;
    const name = nameOf(id);
    const group: OpenGroup = {
      id,
      at: name,
      vpc: undefined,
      isDefault: false,
      inbound: [],
      outbound: [],
      perhapsMore: { unknown: absence(id, 'security group') },
    };
    this.groups.set(id, group);
    return group;
  }

  all(): ReadonlyMap<Id, Group> {
    return this.groups;
  }

  /** "AWS::EC2::SecurityGroupIngress": in a default VPC rules name groups by their names. */
  private named(name: Value | undefined): Value | undefined {
    return findNamed(this.set, 'AWS::EC2::SecurityGroup', 'GroupName', name)?.id ?? name;
  }

  private readRules(id: Id, value: Value | undefined, direction: Direction): Rule[] {
    return readList(value).flatMap((item) => {
      if (!isMap(item)) return [unknownRule(id, item)];
      const rule = this.readRule(id, (name) => entry(item, [name]), direction);
      return rule ? [rule] : [];
    });
  }

  /** An inline rule and a separate one have the same properties. One without a peer is not added to its group. */
  private readRule(
    id: Id,
    get: (name: string) => Value | undefined,
    direction: Direction,
  ): Rule | undefined {
    const traffic = readTraffic(get('IpProtocol'), get('FromPort'), get('ToPort'));
    const end = direction === 'inbound' ? 'Source' : 'Destination';
    const owner = this.owners.of(get('CidrIp'));
    if (owner) return { id, traffic, peer: owner };
    const range = readRange(get('CidrIp'));
    if (range) return { id, traffic, peer: rangePeer(range) };
    const group = get(`${end}SecurityGroupId`) ?? this.named(get(`${end}SecurityGroupName`));
    if (group !== undefined) {
      return { id, traffic, peer: { kind: 'group', group: readId(group) ?? '' } };
    }
    const list = get(`${end}PrefixListId`);
    if (list !== undefined) return { id, traffic, peer: this.prefixLists.peer(list) };
    if (get('CidrIpv6') !== undefined || get('CidrIp') !== undefined) {
      return { id, traffic, peer: { kind: 'ipv6' } };
    }
    return undefined;
  }
}

function rangePeer(range: Exclude<ReturnType<typeof readRange>, undefined>): Peer {
  if (isUnknown(range)) return { kind: 'unknown', ...range };
  return { kind: 'ranges', ranges: [range], name: '' };
}

function unknownRule(id: Id, value: Value): Rule {
  const why = unknownBecause(value);
  return {
    id,
    traffic: { protocol: why, ports: { ...why, within: ALL_PORTS } },
    peer: { kind: 'unknown', ...why },
  };
}

/**
 * "Security groups for your VPC": a new group lets everything out. CloudFormation takes that rule away when the
 * template states any egress, inline or as a resource ("AWS::EC2::SecurityGroup", "AWS::EC2::SecurityGroupEgress").
 * @param perhaps why a rule that takes it away may be this group's
 */
function addDefaultEgress(group: OpenGroup, perhaps: Unknown | undefined) {
  if (group.isDefault || group.perhapsMore || group.outbound.length > 0) return;
  group.outbound.push({ ...anyTraffic(group.id, ANYWHERE), ...(perhaps ? { perhaps } : {}) });
}

/** "Default security groups for your VPCs": in from its own members, out to anywhere. */
function defaultGroup(id: Id, vpc: Id): OpenGroup {
  return {
    id,
    at: vpc,
    vpc,
    isDefault: true,
    inbound: [anyTraffic(vpc, { kind: 'group', group: id })],
    outbound: [anyTraffic(vpc, ANYWHERE)],
    perhapsMore: undefined,
  };
}

const ANYWHERE: Peer = { kind: 'ranges', ranges: [ALL_ADDRESSES], name: '' };

function anyTraffic(id: Id, peer: Peer): Rule {
  return { id, traffic: { protocol: 'any', ports: ALL_PORTS }, peer };
}
