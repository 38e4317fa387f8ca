import { isRecord } from './is-record.ts';

type Properties = Readonly<Record<string, unknown>>;

/**
 * What a function states, over what SAM's `Globals` state for all: mappings are merged key by key, lists are added
 * with the global items first, anything else the function's own replaces ("Globals section of the AWS SAM template").
 */
export function withGlobals(globals: Properties, own: Properties): Properties {
  const merged: Record<string, unknown> = { ...globals };
  for (const [name, value] of Object.entries(own)) {
    merged[name] = Object.hasOwn(globals, name) ? merge(globals[name], value) : value;
  }
  return merged;
}

function merge(global: unknown, own: unknown): unknown {
  if (Array.isArray(global) && Array.isArray(own)) return [...global, ...own];
  return isMapping(global) && isMapping(own) ? withGlobals(global, own) : own;
}

/** A function such as `Ref` is one value, and no mapping to merge. */
function isMapping(value: unknown): value is Properties {
  if (!isRecord(value)) return false;
  const [name = '', another] = Object.keys(value);
  return another !== undefined || (name !== 'Ref' && !name.startsWith('Fn::'));
}
