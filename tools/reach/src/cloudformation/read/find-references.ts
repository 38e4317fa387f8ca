import type { Id } from '../../model/network.ts';
import { isList, isMap, Reference, Text, type Value } from '../../template/value.ts';
import { readId } from './read-value.ts';

/** The ids of everything that a value refers to, also inside longer texts; a parameter may have been given one. */
export function findReferences(value: Value | undefined, found = new Set<Id>()): Set<Id> {
  if (value instanceof Reference) found.add(readId(value) ?? value.resource).add(value.resource);
  else if (typeof value === 'string') found.add(value);
  else if (value instanceof Text) {
    for (const part of value.parts) if (typeof part !== 'string') findReferences(part, found);
  } else if (isList(value)) for (const item of value) findReferences(item, found);
  else if (isMap(value)) for (const item of Object.values(value)) findReferences(item, found);
  return found;
}
