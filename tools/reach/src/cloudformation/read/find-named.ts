import type { Resource } from '../../template/resource.ts';
import type { StackSet } from '../../template/system.ts';
import { describeValue, type Value } from '../../template/value.ts';
import { readId } from './read-value.ts';

/**
 * The resource that a property names: by a reference to it, or by the name that the resource gives itself.
 * @param nameProperty in which a resource of this type states its own name
 * @returns undefined when it is not in the templates
 */
export function findNamed(
  set: StackSet,
  type: string,
  nameProperty: string,
  name: Value | undefined,
): Resource | undefined {
  if (name === undefined) return undefined;
  const id = readId(name);
  return set
    .ofType((candidate) => candidate === type)
    .find((resource) => {
      if (resource.id === id) return true;
      const own = resource.get(nameProperty);
      return own !== undefined && describeValue(own) === describeValue(name);
    });
}

/** The subnet group of any service that a property names: by a reference, or by the name that it gives itself. */
export function findSubnetGroup(set: StackSet, name: Value | undefined): Resource | undefined {
  if (name === undefined) return undefined;
  const id = readId(name);
  const text = describeValue(name).toLowerCase();
  return set.ofType(isSubnetGroup).find((group) => {
    if (group.id === id) return true;
    const own = SUBNET_GROUP_NAMES.map((property) => group.get(property)).find(
      (each) => each !== undefined,
    );
    // AWS writes these names in small letters.
    return own !== undefined && describeValue(own).toLowerCase() === text;
  });
}

function isSubnetGroup(type: string): boolean {
  return type.endsWith('SubnetGroup');
}

const SUBNET_GROUP_NAMES = [
  'DBSubnetGroupName',
  'CacheSubnetGroupName',
  'SubnetGroupName',
  'ReplicationSubnetGroupIdentifier',
];
