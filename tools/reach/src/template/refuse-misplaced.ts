import { InputError } from '@private-lambda/command-line/input-error';
import { type AddressRange, coverage, parseRange, subtract } from '../model/address-range.ts';
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
  const blocks = new VpcBlocks(resources);
  for (const subnet of subnets) {
    if (blocks.leaveOut(subnet))
      refuse(subnet, `it does not lie in the blocks of ${subnet.within}`);
  }
  const overlap = findOverlap(subnets);
  if (overlap) {
    const [subnet, other] = overlap;
    refuse(subnet, `it overlaps "${other.text}" of ${other.id}`);
  }
  const byId = new Map(subnets.map((each) => [each.id, each]));
  const addresses = placed(
    resources,
    (type) => WITH_ADDRESS.has(type),
    'PrivateIpAddress',
    'SubnetId',
  );
  for (const address of addresses) {
    const subnet = byId.get(address.within);
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

/** The blocks of the VPCs of a template. One whose VPC is not known here may be of any. */
class VpcBlocks {
  private readonly known = new Map<string | undefined, AddressRange[]>();
  /** VPCs with a block that is not known here. */
  private readonly open = new Set<string | undefined>();

  constructor(private readonly resources: Resources) {
    for (const [id, { type, properties }] of Object.entries(resources)) {
      if (type === 'AWS::EC2::VPC') this.add(id, properties);
      if (type === 'AWS::EC2::VPCCidrBlock') this.add(referred(properties['VpcId']), properties);
    }
  }

  private add(vpc: string | undefined, { CidrBlock: block }: ResourceDeclaration['properties']) {
    const range = rangeOf(block);
    const others = this.known.get(vpc);
    if (!range) this.open.add(vpc);
    else if (others) others.push(range);
    else this.known.set(vpc, [range]);
  }

  /** Whether a subnet certainly lies in none of the blocks that its VPC can have. */
  leaveOut({ within, range }: Placed): boolean {
    if (this.resources[within]?.type !== 'AWS::EC2::VPC') return false;
    return [within, undefined].every((vpc) => !this.open.has(vpc)) && this.leaves(within, range);
  }

  private leaves(vpc: string, range: AddressRange): boolean {
    const left = subtract([range], this.known.get(vpc) ?? []);
    return subtract(left, this.known.get(undefined) ?? []).length > 0;
  }
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

/** Two of one VPC or subnet that share an address. */
function findOverlap(all: readonly Placed[]): [Placed, Placed] | undefined {
  const last = new Map<string, Placed>();
  for (const next of all.toSorted((one, other) => one.range.start - other.range.start)) {
    const before = last.get(next.within);
    if (before && before.range.end >= next.range.start) return [before, next];
    last.set(next.within, next);
  }
  return undefined;
}
