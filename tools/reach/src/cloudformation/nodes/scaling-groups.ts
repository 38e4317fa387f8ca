import { defaultSubnetId } from '../../model/default-subnet.ts';
import { shownId } from '../../model/id.ts';
import type { Node, OrUnknown, Unknown } from '../../model/network.ts';
import { entry, type Resource } from '../../template/resource.ts';
import { isMap, splitText, Text, UnknownValue, type Value } from '../../template/value.ts';
import { readBoolean, readId, readList } from '../read/read-value.ts';
import type { NodeContext } from './instances.ts';
import { groupReader, interfacesIn } from './interfaces.ts';
import { findLaunchTemplate } from './launch-templates.ts';
import { oneOrAll } from './places.ts';

/** "Launch templates", "Launch configurations": instances in each subnet of the group, as the template describes them. */
export function buildScalingGroup(group: Resource, { set, subnets }: NodeContext): Node {
  const launch = launchOf(group, set);
  if (!launch) {
    const perhapsMore = { unknown: `the launch template of ${group.id} is not in the templates` };
    return { id: group.id, kind: 'instance', interfaces: [], perhapsMore };
  }
  const [first, second] = readList(launch('NetworkInterfaces'));
  // As with an instance, none of several interfaces gets a public address.
  const requested = second
    ? false
    : (entry(first, ['AssociatePublicIpAddress']) ?? launch('AssociatePublicIpAddress'));
  const groups = entry(first, ['Groups']) ?? launch('SecurityGroupIds') ?? launch('SecurityGroups');
  const placed = interfacesIn(
    group.id,
    subnetsOf(group),
    groupReader(groups, subnets),
    requested === undefined ? false : readBoolean(requested, false),
  );
  const interfaces = placed.interfaces.map((each) => ({
    ...each,
    publicAddress: requested === undefined ? bySubnet(each.subnet, subnets) : each.publicAddress,
  }));
  const perhapsMore = placed.perhapsMore ?? launchedOtherwise(group);
  return { id: group.id, kind: 'instance', interfaces, perhapsMore };
}

/** "LaunchTemplateOverrides": instances of another type may be launched by another template, with other groups. */
function launchedOtherwise(group: Resource): Unknown | undefined {
  const overrides = readList(group.get('MixedInstancesPolicy', 'LaunchTemplate', 'Overrides'));
  const isOther = overrides.some(
    (override) => !isMap(override) || 'LaunchTemplateSpecification' in override,
  );
  return isOther
    ? { unknown: `some instances of ${group.id} have a launch template of their own` }
    : undefined;
}

/** How the properties of the group's instances are read. */
function launchOf(
  group: Resource,
  set: NodeContext['set'],
): ((name: string) => Value | undefined) | undefined {
  const specification =
    group.get('LaunchTemplate') ??
    group.get('MixedInstancesPolicy', 'LaunchTemplate', 'LaunchTemplateSpecification');
  const configuration = readId(group.get('LaunchConfigurationName'));
  const found = findLaunchTemplate(specification, set);
  if (found) return (name) => found.get('LaunchTemplateData', name);
  const old = set
    .ofType((type) => type === 'AWS::AutoScaling::LaunchConfiguration')
    .find((resource) => resource.id === configuration);
  return old && ((name) => old.get(name));
}

/** A list, or one text with commas; with Availability Zones alone it is the default subnet of each. */
function subnetsOf(group: Resource): Value {
  const value = group.get('VPCZoneIdentifier') ?? defaultSubnetId(group.id);
  const items = [value].flat().flatMap((item): Value[] => {
    if (typeof item === 'string') return item.split(',');
    // A reference holds no comma; anything else that is not known may.
    if (!(item instanceof Text) || item.parts.some((part) => part instanceof UnknownValue))
      return [item];
    return splitText(item.parts, ',');
  });
  return oneOrAll(items);
}

function bySubnet(subnet: string, subnets: NodeContext['subnets']): OrUnknown<boolean> {
  return (
    subnets.get(subnet)?.givesPublicAddresses ?? {
      unknown: `whether ${shownId(subnet)} gives public addresses`,
    }
  );
}
