import { parseCidr } from 'cidr-tools';
import { formatAddress } from '../model/address-range.ts';

/** "Fn::Cidr": "Valid range is between 1 and 256." */
const MAX_BLOCKS = 256;

/**
 * "Fn::Cidr": the first blocks of a size inside an IPv4 block.
 * @param hostBits address bits of each block: 8 for a /24
 * @returns undefined when the block is not IPv4 or has no room for so many, or for more than CloudFormation makes
 */
export function cidrBlocks(block: string, count: number, hostBits: number): string[] | undefined {
  let parsed: ReturnType<typeof parseCidr>;
  try {
    parsed = parseCidr(block);
  } catch {
    return undefined;
  }
  const size = 2 ** hostBits;
  const room = (Number(parsed.end) - Number(parsed.start) + 1) / size;
  const isInRange = count >= 1 && count <= MAX_BLOCKS;
  if (parsed.version !== 4 || !isInRange || !(hostBits >= 1) || room < count) return undefined;
  return Array.from(
    { length: count },
    (_, index) => `${formatAddress(Number(parsed.start) + index * size)}/${32 - hostBits}`,
  );
}
