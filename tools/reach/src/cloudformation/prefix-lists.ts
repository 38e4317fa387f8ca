import { type AddressRange, parseRange } from '../model/address-range.ts';
import type { Peer } from '../model/network.ts';
import type { StackSet } from '../template/system.ts';
import { isMap, type Value } from '../template/value.ts';
import { notKnown, readId, readList, readText } from './read-value.ts';

/**
 * Ids of the prefix lists of the two services with gateway endpoints ("AWS-managed prefix lists"), which templates
 * carry in a mapping because no function gives them.
 */
const AWS_LISTS: Readonly<Record<string, string>> = {
  'pl-63a5400a': 's3', // us-east-1
  'pl-7ba54012': 's3', // us-east-2
  'pl-6ba54002': 's3', // us-west-1
  'pl-68a54001': 's3', // us-west-2
  'pl-6da54004': 's3', // eu-west-1
  'pl-6ea54007': 's3', // eu-central-1
  'pl-02cd2c6b': 'dynamodb', // us-east-1
  'pl-4ca54025': 'dynamodb', // us-east-2
  'pl-00a54069': 'dynamodb', // us-west-2
  'pl-6fa54006': 'dynamodb', // eu-west-1
  'pl-66a5400f': 'dynamodb', // eu-central-1
};

/** "Customer-managed prefix lists" of the templates, and AWS's own. */
export class PrefixLists {
  private readonly lists = new Map<string, Peer>();

  constructor(set: StackSet) {
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
    const service = Object.hasOwn(AWS_LISTS, id) ? AWS_LISTS[id] : undefined;
    if (service !== undefined) return { kind: 'service', service };
    return {
      kind: 'unknown',
      unknown:
        typeof value === 'string'
          ? `prefix list ${value} is not in the templates`
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
