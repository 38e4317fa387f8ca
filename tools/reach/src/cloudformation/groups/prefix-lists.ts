import { type AddressRange, parseRange } from '../../model/address-range.ts';
import type { Peer } from '../../model/network.ts';
import type { StackSet } from '../../template/system.ts';
import { isMap, type Value } from '../../template/value.ts';
import { notKnown, readId, readList, readText } from '../read/read-value.ts';

/**
 * By Region, the ids of the prefix lists of the two services with gateway endpoints ("AWS-managed prefix lists"), which
 * templates carry in a mapping because no function gives them. One id is one service here and the other one there.
 */
const AWS_LISTS: ReadonlyMap<
  string,
  Readonly<Record<'s3' | 'dynamodb', string | undefined>>
> = new Map([
  ['us-east-1', { s3: 'pl-63a5400a', dynamodb: 'pl-02cd2c6b' }],
  ['us-east-2', { s3: 'pl-7ba54012', dynamodb: 'pl-4ca54025' }],
  ['us-west-1', { s3: 'pl-6ba54002', dynamodb: 'pl-6ea54007' }],
  ['us-west-2', { s3: 'pl-68a54001', dynamodb: 'pl-00a54069' }],
  ['eu-west-1', { s3: 'pl-6da54004', dynamodb: 'pl-6fa54006' }],
  ['eu-central-1', { s3: 'pl-6ea54007', dynamodb: 'pl-66a5400f' }],
  ['ap-southeast-1', { s3: 'pl-6fa54006', dynamodb: undefined }],
]);

/** "Customer-managed prefix lists" of the templates, and AWS's own. */
export class PrefixLists {
  private readonly lists = new Map<string, Peer>();

  constructor(private readonly set: StackSet) {
    for (const list of set.ofType((type) => type === 'AWS::EC2::PrefixList')) {
      const family = readText(list.get('AddressFamily'));
      this.lists.set(
        list.id,
        family === 'IPv6' ? { kind: 'ipv6' } : readEntries(list.id, list.get('Entries')),
      );
    }
  }

  /** What a prefix list stands for in a rule or a route. */
  peer(value: Value): Peer {
    const id = readId(value) ?? '';
    const own = this.lists.get(id);
    if (own) return own;
    const managed = Object.entries(AWS_LISTS.get(this.set.region) ?? {});
    const service = managed.find(([, list]) => list === id)?.[0];
    if (service !== undefined) return { kind: 'service', service };
    return {
      kind: 'unknown',
      unknown:
        typeof value === 'string'
          ? `prefix list ${value} is not in the templates, and not known in ${this.set.region}`
          : notKnown(value).unknown,
    };
  }
}

function readEntries(name: string, value: Value | undefined): Peer {
  const ranges: AddressRange[] = [];
  for (const entry of readList(value)) {
    if (!isMap(entry)) return { kind: 'unknown', ...notKnown(entry) };
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
