import { isDeepStrictEqual } from 'node:util';
import * as v from 'valibot';
import type { Snapshot } from './snapshot.ts';

/** What of a snapshot says when and by whom it was taken, and nothing of the VPC. */
const HEAD: readonly string[] = ['SnapshotVersion', 'TakenAt', 'AccountId', 'NotKnown'];

/**
 * What has changed in a VPC between two snapshots, one line for each thing: `Subnets: subnet-1 is new`, `… is gone`,
 * `… is not what it was`, and one for a part that one of them does not hold.
 */
export function snapshotChanges(before: Snapshot, after: Snapshot): readonly string[] {
  const parts = new Set([...Object.keys(before), ...Object.keys(after)]);
  const then = new Map(Object.entries(before));
  const now = new Map(Object.entries(after));
  return [...parts]
    .filter((part) => !HEAD.includes(part))
    .flatMap((part) => {
      if (!then.has(part)) return [`${part}: not known before`];
      if (!now.has(part)) return [`${part}: not known after`];
      const [old, current] = [thingsOf(then.get(part)), thingsOf(now.get(part))];
      return [...new Set([...old.keys(), ...current.keys()])].flatMap((id) => {
        if (isDeepStrictEqual(old.get(id), current.get(id))) return [];
        const what = !old.has(id) ? 'new' : !current.has(id) ? 'gone' : 'not what it was';
        return [`${part}: ${id} is ${what}`];
      });
    });
}

/** EC2 goes on showing some things for an hour after they are deleted: NAT gateways, endpoints, peerings. */
const isDeleted = v.pipe(v.string(), v.regex(/^deleted$/i));
const deleted = v.union([
  v.looseObject({ State: isDeleted }),
  v.looseObject({ Status: v.looseObject({ Code: isDeleted }) }),
]);

/** The things of a part by what names them: their id, or what was asked about. */
function thingsOf(part: unknown): ReadonlyMap<string, unknown> {
  if (Array.isArray(part)) {
    const there = part.filter((thing) => !v.is(deleted, thing));
    return new Map(there.map((thing, index) => [nameOf(thing, index), thing]));
  }
  if (typeof part === 'object' && part !== null) return new Map(Object.entries(part));
  return new Map(part === undefined ? [] : [['it', part]]);
}

/** The shape of each thing (snapshot.ts) begins with what names it, and so does every thing that was read by it. */
function nameOf(thing: unknown, index: number): string {
  const [name] = typeof thing === 'object' && thing !== null ? Object.values(thing) : [];
  return typeof name === 'string' ? name : String(index + 1);
}
