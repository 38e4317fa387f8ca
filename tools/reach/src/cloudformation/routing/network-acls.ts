import { ALL_ADDRESSES } from '../../model/address-range.ts';
import { defaultAclId } from '../../model/id.ts';
import {
  type AclEntry,
  ALL_PORTS,
  type Id,
  type NetworkAcl,
  type Vpc,
} from '../../model/network.ts';
import type { Resource } from '../../template/resource.ts';
import type { StackSet } from '../../template/system.ts';
import { OpenPairs } from '../read/open-pairs.ts';
import { readRange } from '../read/read-ranges.ts';
import { readTraffic } from '../read/read-traffic.ts';
import { perhapsOwner, readBoolean, readId, readNumber, readText } from '../read/read-value.ts';

type OpenAcl = NetworkAcl & { inbound: AclEntry[]; outbound: AclEntry[] };

/** The number of the entries that AWS gives a default ACL. */
const DEFAULT_ENTRY_NUMBER = 100;

/**
 * "Network ACLs for your VPC": a default ACL lets everything pass until it is changed, a custom one nothing until
 * entries say so.
 */
export function buildNetworkAcls(set: StackSet, vpcs: ReadonlyMap<Id, Vpc>): Map<Id, NetworkAcl> {
  const acls = new Map<Id, OpenAcl>();
  for (const { id } of set.ofType((type) => type === 'AWS::EC2::NetworkAcl')) {
    acls.set(id, { id, at: id, isDefault: false, inbound: [], outbound: [] });
  }
  for (const vpc of vpcs.values()) {
    const id = defaultAclId(vpc.id);
    // An inventory tells what a default ACL has become.
    if (acls.has(id)) continue;
    const all = allowAll(vpc.id);
    acls.set(id, { id, at: vpc.id, isDefault: true, inbound: [all], outbound: [all] });
  }
  const pairs = new OpenPairs('entries whose network ACL is not known');
  for (const resource of set.ofType((type) => type === 'AWS::EC2::NetworkAclEntry')) {
    const owner = resource.get('NetworkAclId');
    const acl = acls.get(readId(owner) ?? '');
    const entry = readEntry(resource);
    if (!entry) continue;
    if (acl) addEntry(acl, resource, entry);
    const perhaps = perhapsOwner(owner, `of which ACL ${resource.id} is`);
    if (!perhaps) continue;
    // Perhaps an entry of any of them.
    pairs.add(acls.size);
    for (const each of acls.values()) addEntry(each, resource, { ...entry, perhaps });
  }
  for (const acl of acls.values()) {
    acl.inbound.sort(byNumber);
    acl.outbound.sort(byNumber);
  }
  return acls;
}

function addEntry(acl: OpenAcl, resource: Resource, entry: AclEntry) {
  const egress = readBoolean(resource.get('Egress'), false);
  // An entry whose direction is not known may be in either.
  if (egress !== true) acl.inbound.push(egress === false ? entry : { ...entry, allows: egress });
  if (egress !== false) acl.outbound.push(egress === true ? entry : { ...entry, allows: egress });
}

function allowAll(id: Id): AclEntry {
  return {
    id,
    number: DEFAULT_ENTRY_NUMBER,
    allows: true,
    traffic: { protocol: 'any', ports: ALL_PORTS },
    ranges: [ALL_ADDRESSES],
  };
}

/** Undefined for an IPv6 entry. */
function readEntry(resource: Resource): AclEntry | undefined {
  const range = readRange(resource.get('CidrBlock'));
  if (range === undefined) return undefined;
  const action = readText(resource.get('RuleAction'));
  return {
    id: resource.id,
    number: readNumber(resource.get('RuleNumber')) ?? { unknown: `${resource.id} has no number` },
    allows:
      typeof action === 'string'
        ? action.toLowerCase() === 'allow'
        : (action ?? { unknown: `${resource.id} has no action` }),
    traffic: readTraffic(
      resource.get('Protocol'),
      resource.get('PortRange', 'From'),
      resource.get('PortRange', 'To'),
    ),
    ranges: 'unknown' in range ? range : [range],
  };
}

/** Entries without a known number come first: they may decide before all others. */
function byNumber(a: AclEntry, b: AclEntry): number {
  const number = (entry: AclEntry) => (typeof entry.number === 'number' ? entry.number : -1);
  return number(a) - number(b);
}
