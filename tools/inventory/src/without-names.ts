import * as v from 'valibot';
import { partitionOf } from '../../../config/region.js';
import { type Snapshot, snapshotSchema } from './snapshot.ts';
import { STACK_TAG, shownStackName } from './stack-tag.ts';
import { isInZone, zoneName } from './zone-names.ts';

/** Keys whose values people have written, and that decide nothing about who reaches whom. */
const WRITTEN_BY_PEOPLE = new Set(['Description', 'GroupDescription', 'Role']);
/** What of a list of tags is kept: by which stack a thing was made, with the name left out. */
const TAGS = new Set(['Tags', 'TagSet']);
/** AWS's own name of the group that every VPC has; another one is left out. */
const DEFAULT_GROUP = 'default';

/**
 * A snapshot to show to others: without tags and descriptions, and with made-up names of functions, load balancers
 * and target groups wherever they stand, ARNs among them. Ids, addresses, rules and account ids stay. Of the tag of a
 * stack a digest stays, so that a stage still finds what it has made itself.
 */
export function withoutNames(snapshot: Snapshot): Snapshot {
  const names = [
    ...(snapshot.Functions ?? []).map(({ FunctionName }) => FunctionName),
    ...(snapshot.LoadBalancers ?? []).map(({ LoadBalancerName }) => LoadBalancerName),
    ...(snapshot.TargetGroups ?? []).map(({ TargetGroupName }) => TargetGroupName),
  ].filter((name) => name !== undefined);
  const madeUp = new Map([...new Set(names)].map((name, index) => [name, `name-${index + 1}`]));
  const rename = renamer(madeUp);
  return v.parse(snapshotSchema, strip(withoutZoneNames(snapshot), rename));
}

/** Of a private hosted zone the name decides something when it is one of AWS's, or above those. */
function withoutZoneNames(snapshot: Snapshot): Snapshot {
  const suffix = partitionOf(snapshot.Region).dnsSuffix;
  const decides = (name = '') => isInZone(name, suffix) || isInZone(suffix, name);
  return {
    ...snapshot,
    HostedZoneSummaries: snapshot.HostedZoneSummaries?.map((zone) => {
      const { Name: _, ...rest } = zone;
      return decides(zoneName(zone)) ? zone : rest;
    }),
  };
}

type Rename = (text: string) => string;

function strip(value: unknown, rename: Rename): unknown {
  if (typeof value === 'string') return rename(value);
  if (Array.isArray(value)) return value.map((item) => strip(item, rename));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(
        ([key, inner]) =>
          !WRITTEN_BY_PEOPLE.has(key) && (key !== 'GroupName' || inner === DEFAULT_GROUP),
      )
      .map(([key, inner]) => [
        rename(key),
        TAGS.has(key) ? stackTagsOf(inner) : strip(inner, rename),
      ]),
  );
}

const tagsSchema = v.array(v.looseObject({ Key: v.string(), Value: v.string() }));

function stackTagsOf(tags: unknown) {
  if (!v.is(tagsSchema, tags)) return [];
  return tags
    .filter(({ Key }) => Key === STACK_TAG)
    .map(({ Key, Value }) => ({ Key, Value: shownStackName(Value) }));
}

/** A name may stand between hyphens, too: `internal-<name>-<id>.<Region>.elb.amazonaws.com`. Longer names go first. */
function renamer(madeUp: ReadonlyMap<string, string>): Rename {
  const names = [...madeUp.keys()].sort((one, other) => other.length - one.length);
  if (names.length === 0) return (text) => text;
  // Names are letters, digits, hyphens and underscores: nothing that means more in a pattern.
  const pattern = new RegExp(`(?<![A-Za-z0-9_])(${names.join('|')})(?![A-Za-z0-9_])`, 'g');
  return (text) => text.replaceAll(pattern, (name) => madeUp.get(name) ?? name);
}
