import { type AddressRange, ALL_ADDRESSES } from '../model/address-range.ts';
import {
  type AclEntry,
  ALL_PORTS,
  isUnknown,
  type PortRange,
  type Unknown,
  widestPorts,
} from '../model/network.ts';
import { coverageOf, type Party, widestAddresses } from '../model/party.ts';
import type { State } from '../model/step.ts';
import type { Wanted } from '../model/words.ts';
import type { AwsRule } from './aws-rule.ts';

export const NETWORK_ACL_RULE: AwsRule = {
  says: 'Entries are asked by their number and the first that matches decides; what none matches is denied. ACLs are stateless, so answers need entries of their own, and apply only to traffic that enters or leaves the subnet. A custom ACL without entries lets nothing pass.',
  page: 'Network ACL basics',
};

/** Addresses × ports that no entry has decided yet. */
interface Box {
  readonly addresses: AddressRange;
  readonly ports: PortRange;
}

interface Outcome {
  readonly state: State;
  /** The entry that let most of it pass, or denied it; undefined for the denial at the end. */
  readonly by: AclEntry | undefined;
}

/** Whether the entries of one direction let traffic with somebody pass, all of it. */
export function askAclEntries(entries: readonly AclEntry[], other: Party, wanted: Wanted): Outcome {
  const [first] = entries;
  if (first && isOpen(first)) return { state: 'yes', by: first };
  // With unknown entries at their best and at their worst: the truth lies between.
  const worst = decide(settle(entries, false), other, wanted);
  if (worst.state === 'yes') return worst;
  const best = decide(settle(entries, true), other, wanted);
  if (best.state === 'no') return best;
  return best.state === worst.state
    ? best
    : { state: 'unknown', by: entries.find((entry) => unknownOf(entry) !== undefined) };
}

/** Lets all traffic pass, as the default ACL does. */
function isOpen({ allows, traffic, ranges, number, perhaps }: AclEntry): boolean {
  return (
    allows === true &&
    !perhaps &&
    traffic.protocol === 'any' &&
    !isUnknown(number) &&
    !isUnknown(ranges) &&
    ranges.some(({ start, end }) => start === 0 && end === ALL_ADDRESSES.end)
  );
}

/** The first thing about an entry that is not known; undefined for one that is settled. */
export function unknownOf({
  number,
  allows,
  traffic,
  ranges,
  perhaps,
}: AclEntry): Unknown | undefined {
  for (const part of [perhaps, number, allows, traffic.protocol, traffic.ports, ranges]) {
    if (typeof part === 'object' && 'unknown' in part) return part;
  }
  return undefined;
}

interface SettledEntry {
  readonly entry: AclEntry;
  readonly allows: boolean;
}

/** An entry that is not known applies to all it may be about, or to nothing, whichever is asked for. */
function settle(entries: readonly AclEntry[], hopeful: boolean): SettledEntry[] {
  const settled: SettledEntry[] = [];
  for (const entry of entries) {
    const allows = isUnknown(entry.allows) ? hopeful : entry.allows;
    if (allows === hopeful || unknownOf(entry) === undefined) settled.push({ entry, allows });
  }
  return settled;
}

/** The first entry that matches decides, each about what those before it leave. */
function decide(entries: readonly SettledEntry[], other: Party, wanted: Wanted): Outcome {
  let open: readonly Box[] = boxesOf(other, wanted);
  const allowing: AclEntry[] = [];
  const denying: AclEntry[] = [];
  for (const { entry, allows } of entries) {
    const left = without(open, entry, wanted);
    if (left === open) continue;
    open = left;
    (allows ? allowing : denying).push(entry);
  }
  const [allowedBy] = allowing;
  const [deniedBy] = denying;
  if (!allowedBy) return { state: 'no', by: deniedBy };
  // What is carved out of the internet does not decide about the internet at large.
  const isDenied = open.length > 0 || denying.some((entry) => !isCarvedOut(entry, other));
  return isDenied
    ? { state: 'unknown', by: deniedBy ?? allowedBy }
    : { state: 'yes', by: allowedBy };
}

/** What an entry leaves of the boxes: the same list where it is about none of them. */
function without(open: readonly Box[], entry: AclEntry, wanted: Wanted): readonly Box[] {
  const area = areaOf(entry, wanted);
  if (!area) return open;
  const left = open.flatMap((box) => area.reduce<Box[]>(cut, [box]));
  const isSame = left.length === open.length && left.every((box, index) => box === open[index]);
  return isSame ? open : left;
}

function isCarvedOut(entry: AclEntry, other: Party): boolean {
  return other.atLarge && !isUnknown(entry.ranges) && coverageOf(entry.ranges, other) === 'part';
}

function boxesOf({ addresses }: Party, { ports }: Wanted): Box[] {
  return widestAddresses(addresses).map((range) => ({ addresses: range, ports }));
}

function areaOf({ traffic, ranges }: AclEntry, { protocol }: Wanted): Box[] | undefined {
  const about = traffic.protocol;
  if (!isUnknown(about) && about !== 'any' && about !== protocol) return undefined;
  // A protocol that is not known may be -1, and then the ports say nothing.
  const ports = isUnknown(about) ? ALL_PORTS : widestPorts(traffic.ports);
  return (isUnknown(ranges) ? [ALL_ADDRESSES] : ranges).map((addresses) => ({ addresses, ports }));
}

/** What an area leaves of the boxes. */
function cut(boxes: Box[], { addresses, ports }: Box): Box[] {
  return boxes.flatMap((box) => {
    const start = Math.max(box.addresses.start, addresses.start);
    const end = Math.min(box.addresses.end, addresses.end);
    const from = Math.max(box.ports.from, ports.from);
    const to = Math.min(box.ports.to, ports.to);
    if (start > end || from > to) return [box];
    const pieces: Box[] = [
      { addresses: { start: box.addresses.start, end: start - 1 }, ports: box.ports },
      { addresses: { start: end + 1, end: box.addresses.end }, ports: box.ports },
      { addresses: { start, end }, ports: { from: box.ports.from, to: from - 1 } },
      { addresses: { start, end }, ports: { from: to + 1, to: box.ports.to } },
    ];
    return pieces.filter(
      (piece) => piece.addresses.start <= piece.addresses.end && piece.ports.from <= piece.ports.to,
    );
  });
}
