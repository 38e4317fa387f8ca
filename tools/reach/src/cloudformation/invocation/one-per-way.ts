import type { Id } from '../../model/network.ts';
import type { Resource } from '../../template/resource.ts';
import type { StackSet } from '../../template/system.ts';
import { findReferences } from '../read/find-references.ts';
import { readText } from '../read/read-value.ts';
import type { Door } from './door.ts';

/**
 * A way in is one door with the permission that it needs: an API's integration, a rule, a bucket's notification. A
 * permission without such a way in the templates is a door of its own.
 */
export function onePerWay(
  set: StackSet,
  permissions: readonly Door[],
  ways: readonly Door[],
): Door[] {
  const needs = permissions.map((permission) => ({
    permission,
    ways: waysOf(set, permission, ways),
  }));
  const by = (way: Door) =>
    needs.flatMap((need) => (need.ways.has(way.at) ? [need.permission.name] : []));
  return [
    ...needs.flatMap((need) => (need.ways.size === 0 ? [need.permission] : [])),
    ...ways.map((way) => ({ ...way, by: by(way) })),
  ];
}

/** The ways of the service that a permission is for, which are its source or refer to that. */
function waysOf(set: StackSet, { at }: Door, ways: readonly Door[]): ReadonlySet<Id> {
  const permission = set
    .ofType((type) => type === 'AWS::Lambda::Permission')
    .find(({ id }) => id === at);
  const principal = readText(permission?.get('Principal'));
  const sources = findReferences(permission?.get('SourceArn'));
  if (typeof principal !== 'string' || sources.size === 0) return new Set();
  const certain = new Set(ways.flatMap((way) => (way.perhaps === undefined ? [way.at] : [])));
  const found = set
    .thatMayExist((type) => isOfService(type, principal))
    .filter((resource) => certain.has(resource.id) && hasSource(resource, sources));
  return new Set(found.map(({ id }) => id));
}

/** `AWS::ApiGatewayV2::Integration` is of apigateway.amazonaws.com. */
function isOfService(type: string, principal: string): boolean {
  const [service = '', ...domain] = principal.split('.');
  const name = type.split('::')[1]?.toLowerCase() ?? '';
  return service !== '' && domain.join('.').startsWith('amazonaws.com') && name.startsWith(service);
}

function hasSource(resource: Resource, sources: ReadonlySet<Id>): boolean {
  if (sources.has(resource.id)) return true;
  const references = findReferences(resource.all());
  return [...sources].some((source) => references.has(source));
}
