import { shownId, unknownId } from '../../model/id.ts';
import type { Id } from '../../model/network.ts';
import type { Resource } from '../../template/resource.ts';
import type { StackSet } from '../../template/system.ts';
import { describeValue, UnknownValue, type Value } from '../../template/value.ts';
import { findNamed, findSubnetGroup } from '../read/find-named.ts';
import { readId } from '../read/read-value.ts';
import { attachingValues } from '../types/resource-table.ts';

/** A list that is not known stays one value, so that its length is not known either. */
export function oneOrAll(values: readonly Value[]): Value {
  const [first, second] = values;
  return first !== undefined && second === undefined ? first : values;
}

export interface Places {
  readonly groups: readonly Value[];
  readonly places: readonly Value[];
}

/** The groups and the subnets that a resource's attaching properties state, else those of its launch templates. */
export function placesOf(resource: Resource, set: StackSet): Places {
  const { groups, places } = statedPlaces(resource, set);
  const launched = launchTemplatesOf(resource, set);
  const add = (own: readonly Value[], kind: keyof Places) =>
    own.length > 0 ? own : launched.flatMap((each) => each[kind]);
  return { groups: add(groups, 'groups'), places: add(places, 'places') };
}

function statedPlaces(resource: Resource, set: StackSet): Places {
  const groups: Value[] = [];
  const places: Value[] = [];
  for (const { name, value } of attachingValues(resource)) {
    if (/SubnetGroup/.test(name)) places.push(...subnetsOfGroup(resource.id, value, set));
    else if (/Subnets?|^VPCZoneIdentifier$/.test(name)) places.push(value);
    else if (/SecurityGroup|^GroupSet$|^Groups$/.test(name)) groups.push(value);
  }
  return { groups, places };
}

/** "Launch an instance from a launch template": the groups of one that is not in the templates are not known. */
function launchTemplatesOf(resource: Resource, set: StackSet): Places[] {
  return attachingValues(resource).flatMap(({ name, value }) => {
    const template = findNamed(set, 'AWS::EC2::LaunchTemplate', 'LaunchTemplateName', value);
    if (template) return [statedPlaces(template, set)];
    if (!/LaunchTemplate(Id|Name)$/.test(name)) return [];
    const absent = `the groups of launch template ${describeValue(value)}`;
    return [{ groups: [new UnknownValue(absent, 'not in the templates')], places: [] }];
  });
}

function subnetsOfGroup(node: Id, name: Value, set: StackSet): readonly Value[] {
  const group = findSubnetGroup(set, name);
  const listed = group?.get('SubnetIds');
  if (listed !== undefined) return [listed].flat();
  return [unknownId(`the subnet of ${node} (${shownId(readId(name) ?? '')})`)];
}
