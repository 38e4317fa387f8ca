import { type AddressRange, parseRange } from '../../model/address-range.ts';
import type { Peer } from '../../model/network.ts';
import type { StackSet } from '../../template/system.ts';
import { isMap, type Value } from '../../template/value.ts';
import type { Edits } from '../read/edits.ts';
import { readId, readList, readText, unknownBecause } from '../read/read-value.ts';

/** Services of AWS that have a prefix list in each Region; the last one is a part of the internet. */
type ListedService = 's3' | 'dynamodb' | typeof CLOUDFRONT;
const CLOUDFRONT = 'global.cloudfront.origin-facing';

/**
 * By Region, the ids of AWS's own prefix lists ("AWS-managed prefix lists"), which templates carry in a mapping because
 * no function gives them. One id is one service here and another one there.
 */
const AWS_LISTS: ReadonlyMap<string, Readonly<Partial<Record<ListedService, string>>>> = new Map([
  ['us-east-1', lists('pl-63a5400a', 'pl-02cd2c6b', 'pl-3b927c52')],
  ['us-east-2', lists('pl-7ba54012', 'pl-4ca54025', 'pl-b6a144df')],
  ['us-west-1', lists('pl-6ba54002', 'pl-6ea54007', 'pl-4ea04527')],
  ['us-west-2', lists('pl-68a54001', 'pl-00a54069', 'pl-82a045eb')],
  ['eu-west-1', lists('pl-6da54004', 'pl-6fa54006', 'pl-4fa04526')],
  ['eu-west-2', lists('pl-7ca54015', 'pl-b3a742da', 'pl-93a247fa')],
  ['eu-west-3', lists('pl-23ad484a')],
  ['eu-central-1', lists('pl-6ea54007', 'pl-66a5400f', 'pl-a3a144ca')],
  ['eu-north-1', lists('pl-c3aa4faa', 'pl-adae4bc4')],
  ['ap-northeast-1', lists('pl-61a54008', 'pl-78a54011', 'pl-58a04531')],
  ['ap-northeast-2', lists('pl-78a54011', 'pl-48a54021')],
  ['ap-south-1', lists('pl-78a54011', 'pl-66a7420f')],
  ['ap-southeast-1', lists('pl-6fa54006', undefined, 'pl-31a34658')],
  ['ap-southeast-2', lists('pl-6ca54005', undefined, 'pl-b8a742d1')],
  ['ca-central-1', lists('pl-7da54014')],
  ['sa-east-1', lists('pl-6aa54003')],
]);

function lists(s3: string, dynamodb?: string, cloudfront?: string) {
  return {
    s3,
    ...(dynamodb === undefined ? {} : { dynamodb }),
    ...(cloudfront === undefined ? {} : { [CLOUDFRONT]: cloudfront }),
  };
}

/** "Customer-managed prefix lists" of the templates, and AWS's own. */
export class PrefixLists {
  private readonly lists = new Map<string, Peer>();

  constructor(
    private readonly set: StackSet,
    edits: Edits,
  ) {
    for (const list of set.ofType((type) => type === 'AWS::EC2::PrefixList')) {
      const family = readText(list.get('AddressFamily'));
      const edited = edits.of(list.id);
      const peer: Peer = edited
        ? { kind: 'unknown', ...edited }
        : readEntries(list.id, list.get('Entries'));
      this.lists.set(list.id, family === 'IPv6' ? { kind: 'ipv6' } : peer);
    }
  }

  /** What a prefix list stands for in a rule or a route. */
  peer(value: Value): Peer {
    const id = readId(value) ?? '';
    const own = this.lists.get(id);
    if (own) return own;
    const managed = Object.entries(AWS_LISTS.get(this.set.region) ?? {});
    const service = managed.find(([, list]) => list === id)?.[0];
    if (service !== undefined && service !== CLOUDFRONT) return { kind: 'service', service };
    const unknown =
      typeof value === 'string'
        ? `prefix list ${value} ${describeList(value, this.set.region)}`
        : unknownBecause(value).unknown;
    return { kind: 'unknown', unknown };
  }
}

/** By the name that AWS gives it: what is of another Region is of nobody here, and CloudFront is part of the internet. */
function describeList(id: string, region: string): string {
  const owners = [...AWS_LISTS].flatMap(([where, services]) =>
    Object.entries(services).flatMap(([service, list]) =>
      list === id ? [{ where, name: nameOf(service, where) }] : [],
    ),
  );
  const here = owners.find(({ where }) => where === region);
  if (here) return `is ${here.name}, whose addresses are some of the internet's`;
  if (owners.length === 0) return 'is not in the templates';
  return `is ${owners.map(({ where, name }) => `${name} of ${where}`).join(' or ')}, and not in ${region}`;
}

function nameOf(service: string, region: string): string {
  return service === CLOUDFRONT ? `com.amazonaws.${service}` : `com.amazonaws.${region}.${service}`;
}

function readEntries(name: string, value: Value | undefined): Peer {
  const ranges: AddressRange[] = [];
  for (const entry of readList(value)) {
    if (!isMap(entry)) return { kind: 'unknown', ...unknownBecause(entry) };
    const text = readText(entry['Cidr']);
    const range = typeof text === 'string' ? parseRange(text) : undefined;
    if (range === 'ipv6') continue;
    if (range === undefined) {
      return { kind: 'unknown', unknown: `an entry of prefix list ${name} is not known` };
    }
    ranges.push(range);
  }
  return { kind: 'ranges', ranges, name };
}
