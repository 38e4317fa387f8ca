import {
  clusterGroupId,
  defaultAclId,
  defaultGroupId,
  isUnknownId,
  unknownId,
} from '../../model/id.ts';
import type { Id, OrUnknown, Unknown } from '../../model/network.ts';
import {
  describeValue,
  firstUnknown,
  isList,
  isMap,
  MissingResource,
  NotExported,
  Reference,
  Text,
  UnknownValue,
  type Value,
} from '../../template/value.ts';

/** Attributes whose value is the resource's own id or ARN; everything else an attribute gives is settled by the deploy. */
const IDENTITY_ATTRIBUTES = new Set([
  'Ref',
  'Id',
  'Arn',
  'AllocationId',
  'GroupId',
  'InstanceId',
  'InternetGatewayId',
  'ListenerArn',
  'LoadBalancerArn',
  'NatGatewayId',
  'NetworkAclId',
  'NetworkInterfaceId',
  'PrefixListId',
  'RouteTableId',
  'SubnetId',
  'TargetGroupArn',
  'TransitGatewayId',
  'VPNGatewayId',
  'VpcId',
]);

/** The id that a property holds; undefined when it is not stated. */
export function readId(value: Value | undefined): Id | undefined {
  if (value === undefined || value === null) return undefined;
  if (value instanceof Reference) {
    if (IDENTITY_ATTRIBUTES.has(value.attribute)) return value.resource;
    if (value.attribute === 'DefaultSecurityGroup') return defaultGroupId(value.resource);
    if (value.attribute === 'ClusterSecurityGroupId') return clusterGroupId(value.resource);
    if (value.attribute === 'DefaultNetworkAcl') return defaultAclId(value.resource);
    return unknownId(describeValue(value));
  }
  if (value instanceof UnknownValue) return unknownId(value.name);
  if (typeof value === 'string') return value;
  return unknownId(describeValue(value));
}

/**
 * Why the owner that a rule or an association names may be any of the templates' own; undefined for one that is known,
 * and for one that is certainly none of them: a literal id, and what another stack exports that was not given.
 * @param question what that leaves open, to stand before the reason: `of which group x/Rule is`
 */
export function perhapsOwner(owner: Value | undefined, question?: string): Unknown | undefined {
  if (owner instanceof MissingResource || owner instanceof NotExported) return undefined;
  const isOpen =
    owner instanceof UnknownValue ||
    owner instanceof Text ||
    (owner instanceof Reference && isUnknownId(readId(owner)));
  if (!isOpen) return undefined;
  const { unknown } = unknownBecause(owner);
  return { unknown: question === undefined ? unknown : `${question}: ${unknown}` };
}

/** A list of ids; `perhapsMore` when the list itself, and so its length, is unknown. */
export function readIds(value: Value | undefined): {
  readonly ids: readonly Id[];
  readonly perhapsMore: Unknown | undefined;
} {
  const ids: Id[] = [];
  let perhapsMore: Unknown | undefined;
  const collect = (item: Value | undefined) => {
    if (isList(item)) for (const nested of item) collect(nested);
    else {
      const id = readId(item);
      if (id !== undefined) ids.push(id);
    }
  };
  if (value instanceof UnknownValue || value instanceof Text) perhapsMore = unknownBecause(value);
  else collect(value);
  return { ids: [...new Set(ids)], perhapsMore };
}

/** Why a value is not known, with the logical id that would settle it. */
export function unknownBecause(value: Value): Unknown {
  const unknown = firstUnknown(value);
  return {
    unknown: unknown
      ? `${unknown.source} is ${unknown.why}`
      : `${describeValue(value)} is settled by the deploy`,
  };
}

export function readText(value: Value | undefined): OrUnknown<string> | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return unknownBecause(value);
}

export function readNumber(value: Value | undefined): OrUnknown<number> | undefined {
  const text = readText(value);
  if (typeof text !== 'string') return text;
  const number = Number(text);
  return text.trim() !== '' && Number.isFinite(number)
    ? number
    : { unknown: `"${text}" is not a number` };
}

/** YAML 1.1, which CloudFormation reads, has more words for yes and no than JSON. */
export function readBoolean(value: Value | undefined, byDefault: boolean): OrUnknown<boolean> {
  const text = readText(value);
  if (text === undefined) return byDefault;
  if (typeof text !== 'string') return text;
  if (/^(true|yes|on|y|1|enabled)$/i.test(text)) return true;
  if (/^(false|no|off|n|0|disabled)$/i.test(text)) return false;
  return { unknown: `"${text}" is neither true nor false` };
}

/** A list of mappings; a lone mapping counts as a list of one, as CloudFormation takes it. */
export function readList(value: Value | undefined): readonly Value[] {
  if (value === undefined || value === null) return [];
  if (isList(value)) return value.flatMap((item) => (isList(item) ? readList(item) : [item]));
  return isMap(value) || value instanceof UnknownValue ? [value] : [];
}
