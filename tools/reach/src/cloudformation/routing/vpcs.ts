import { type AddressRange, coverage } from '../../model/address-range.ts';
import { bothHold } from '../../model/both-hold.ts';
import { type Id, isUnknown, type OrUnknown, type Vpc } from '../../model/network.ts';
import type { StackSet } from '../../template/system.ts';
import { readRange } from '../read/read-ranges.ts';
import { readBoolean, readId } from '../read/read-value.ts';

/** "VPC CIDR blocks": the primary block and those that AWS::EC2::VPCCidrBlock adds. */
export function buildVpcs(set: StackSet): Map<Id, Vpc> {
  const added = set.ofType((type) => type === 'AWS::EC2::VPCCidrBlock');
  return new Map(
    set
      .ofType((type) => type === 'AWS::EC2::VPC')
      .map((vpc) => {
        const blocks = [
          readRange(vpc.get('CidrBlock')) ?? {
            unknown: `${vpc.id} gets its addresses from a pool`,
          },
          ...added
            .filter((block) => readId(block.get('VpcId')) === vpc.id)
            .map((block) => readRange(block.get('CidrBlock'))),
        ];
        // "DNS attributes for your VPC": support is on by default, host names only in the default VPC.
        const dns = bothHold(
          readBoolean(vpc.get('EnableDnsSupport'), true),
          readBoolean(vpc.get('EnableDnsHostnames'), false),
        );
        return [vpc.id, { id: vpc.id, ranges: together(blocks), dns }];
      }),
  );
}

function together(
  blocks: readonly (OrUnknown<AddressRange> | undefined)[],
): OrUnknown<readonly AddressRange[]> {
  const ranges: AddressRange[] = [];
  for (const block of blocks) {
    if (block === undefined) continue;
    if (isUnknown(block)) return block;
    if (coverage(ranges, [block]) !== 'all') ranges.push(block);
  }
  return ranges;
}
