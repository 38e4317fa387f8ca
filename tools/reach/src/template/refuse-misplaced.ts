import { InputError } from '@private-lambda/command-line/input-error';
import { type AddressRange, coverage, parseRange } from '../model/address-range.ts';
import { isRecord } from './is-record.ts';
import type { ResourceDeclaration } from './resource-declaration.ts';

type Resources = Readonly<Record<string, ResourceDeclaration>>;

/** A block that a template states in full, of a resource that every deploy makes. */
interface Placed {
  readonly id: string;
  readonly property: string;
  readonly text: string;
  readonly range: AddressRange;
  /** Logical id of the VPC or subnet that it must lie in. */
  readonly within: string;
}

/** "AWS::EC2::Instance", "AWS::EC2::NetworkInterface": the types with an address of their own in a subnet. */
const WITH_ADDRESS = new Set(['AWS::EC2::Instance', 'AWS::EC2::NetworkInterface']);

/**
 * Refuses blocks and addresses of one template that no deploy would take together: a subnet outside its VPC, two
 * subnets of a VPC that overlap ("Subnet CIDR blocks"), an address outside its subnet. What stands under a condition,
 * or comes out of a function or a parameter, is not looked at.
 * @throws InputError `REACH_TEMPLATE_LITERAL`
 */
export function refuseMisplaced(file: string, resources: Resources): void {
  const refuse = ({ id, property, text }: Placed, reason: string): never => {
    throw new InputError(
      'REACH_TEMPLATE_LITERAL',
      `${file}: ${id}.${property}: "${text}" is refused by AWS: ${reason}`,
    );
  };
  const subnets = placed(resources, (type) => type === 'AWS::EC2::Subnet', 'CidrBlock', 'VpcId');
  for (const subnet of subnets) {
    const blocks = blocksOf(subnet.within, resources);
    if (blocks && coverage(blocks, [subnet.range]) !== 'all') {
      refuse(subnet, `it does not lie in the blocks of ${subnet.within}`);
    }
    const other = subnets.find((one) => one.within === subnet.within && overlap(one, subnet));
    if (other) refuse(subnet, `it overlaps "${other.text}" of ${other.id}`);
  }
  const addresses = placed(
    resources,
    (type) => WITH_ADDRESS.has(type),
    'PrivateIpAddress',
    'SubnetId',
  );
  for (const address of addresses) {
    const subnet = subnets.find(({ id }) => id === address.within);
    if (subnet && coverage([subnet.range], [address.range]) !== 'all') {
      refuse(address, `it does not lie in "${subnet.text}" of ${subnet.id}`);
    }
  }
}

function placed(
  resources: Resources,
  isWanted: (type: string) => boolean,
  property: string,
  place: string,
): Placed[] {
  return Object.entries(resources).flatMap(([id, { type, condition, properties }]) => {
    const text = properties[property];
    const range = rangeOf(text);
    const within = referred(properties[place]);
    if (!isWanted(type) || condition !== undefined || !range || !within) return [];
    return [{ id, property, text: String(text).trim(), range, within }];
  });
}

/** All blocks of a VPC of this template; undefined when one of them is not known here. */
function blocksOf(vpc: string, resources: Resources): readonly AddressRange[] | undefined {
  const own = resources[vpc];
  if (own?.type !== 'AWS::EC2::VPC') return undefined;
  const added = Object.values(resources).filter(
    ({ type, properties }) =>
      type === 'AWS::EC2::VPCCidrBlock' && [vpc, undefined].includes(referred(properties['VpcId'])),
  );
  const ranges = [own, ...added].map(({ properties }) => rangeOf(properties['CidrBlock']));
  const known = ranges.filter((range) => range !== undefined);
  return known.length === ranges.length ? known : undefined;
}

/** Of a CIDR block or an IPv4 address that is written out. */
function rangeOf(raw: unknown): AddressRange | undefined {
  if (typeof raw !== 'string' || raw.includes('{{')) return undefined;
  const range = parseRange(raw.includes('/') ? raw : `${raw}/32`);
  return range === 'ipv6' ? undefined : range;
}

/** The logical id that `Ref`, or the id of a VPC or subnet by `Fn::GetAtt`, leads to. */
function referred(raw: unknown): string | undefined {
  if (!isRecord(raw)) return undefined;
  const [id, attribute] = [raw['Fn::GetAtt']].flat().join('.').split('.');
  if (id && ['VpcId', 'SubnetId'].includes(attribute ?? '')) return id;
  return typeof raw['Ref'] === 'string' ? raw['Ref'] : undefined;
}

function overlap(one: Placed, other: Placed): boolean {
  return one.id !== other.id && coverage([one.range], [other.range]) !== 'none';
}
