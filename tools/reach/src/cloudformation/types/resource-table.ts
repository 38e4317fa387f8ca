import { entry, type Resource } from '../../template/resource.ts';
import { isList, isMap, type Value } from '../../template/value.ts';
import table from './resource-types.json' with { type: 'json' };
import { UNLISTED_PROPERTIES } from './unlisted-properties.ts';

/** AWS's own schemas say so (`make-resource-types.mjs`). */
const ATTACHED: ReadonlyMap<string, string> = new Map(Object.entries(table.attached));
const HARMLESS: ReadonlySet<string> = new Set(
  Object.entries(table.harmless).flatMap(([service, names]) =>
    names.split(' ').map((name) => `${service}::${name}`),
  ),
);

/** A property that attaches a resource, or one item of it. */
export interface AttachingValue {
  /** The property's own name, without those that it stands in. */
  readonly name: string;
  /** The names from the resource's properties to it, where the table has them. */
  readonly path: string;
  /** It stands at the path itself, or is an item of a list there, and is no entry of a mapping below. */
  readonly isWhole: boolean;
  readonly value: Value;
}

export function isListed(type: string): 'attached' | 'harmless' | undefined {
  if (attachingPaths(type).length > 0) return 'attached';
  return HARMLESS.has(type) ? 'harmless' : undefined;
}

/** What attaches a resource: by its properties' paths, and all it has for a type that the table does not have. */
export function attachingValues(resource: Resource): readonly AttachingValue[] {
  const { type } = resource;
  if (!isListed(type)) return scalarsIn({ name: '', path: '', isWhole: false }, resource.all());
  return attachingPaths(type).flatMap((path) => valuesAt(resource, path));
}

/**
 * What stands at a path of properties (`Name.Name`, with `*` for every entry of a mapping): one for each item of a list,
 * at any depth below it.
 */
export function valuesAt(resource: Resource, path: string): readonly AttachingValue[] {
  const [first = '', ...rest] = path.split('.');
  const start = { name: first, path, isWhole: true };
  return first === ANY
    ? follow(start, resource.all(), [first, ...rest])
    : follow(start, resource.get(first), rest);
}

const ANY = '*';

/** The properties that attach a resource of this type, as `Name.Name`. */
export function attachingPaths(type: string): readonly string[] {
  return [
    ...(ATTACHED.get(type)?.split(' ') ?? []),
    ...(UNLISTED_PROPERTIES.get(type)?.attaches ?? []),
  ];
}

type Place = Omit<AttachingValue, 'value'>;

function follow(place: Place, value: Value | undefined, rest: readonly string[]): AttachingValue[] {
  if (value === undefined || value === null) return [];
  const [next, ...further] = rest;
  if (next === undefined) return scalarsIn(place, value);
  if (isList(value)) return value.flatMap((item) => follow(place, item, rest));
  if (isMap(value)) {
    const entries = next === ANY ? Object.entries(value) : [[next, entry(value, [next])] as const];
    return entries.flatMap(([name, item]) => follow({ ...place, name }, item, further));
  }
  // Not known: so is whatever it holds.
  return [{ ...place, name: rest.at(-1) ?? place.name, value }];
}

/** An entry of a map without a name of its own keeps that of the property. */
function scalarsIn(place: Place, value: Value): AttachingValue[] {
  if (isList(value)) return value.flatMap((item) => scalarsIn(place, item));
  if (isMap(value)) {
    return Object.entries(value).flatMap(([name, item]) =>
      scalarsIn({ ...place, name, isWhole: false }, item),
    );
  }
  return value === null ? [] : [{ ...place, value }];
}

/** Every type of the table, for a test of the lists beside it. */
export function listedTypes(): readonly string[] {
  return [...ATTACHED.keys(), ...HARMLESS];
}
