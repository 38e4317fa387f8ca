import { InputError } from '@private-lambda/command-line/input-error';
import { parseCidr } from 'cidr-tools';

/** An aligned IPv4 block. `start` and `end` are its first and last address as unsigned 32-bit numbers. */
export type Block = {
  readonly cidr: string;
  readonly prefix: number;
  readonly start: number;
  readonly end: number;
};

const EXPECTED = 'expected an IPv4 block such as 172.30.0.0/20';
const SHAPE = /^\d+(\.\d+){3}\/\d+$/;

/** For text that the CIDR library itself wrote, or that `parseBlock` has passed. */
export function toBlock(cidr: string): Block {
  const { start, end, prefix } = parseCidr(cidr);
  return { cidr, prefix: Number(prefix), start: Number(start), end: Number(end) };
}

/**
 * Reads a block strictly. The CIDR library takes more than people mean (leading zeros, `/33`, host bits), and a
 * block that is silently corrected here is a wrong block in a stack.
 * @param where names the input in a refusal: `--used`, `used.txt:3`
 * @throws {InputError} SUBNETS_BLOCK_INVALID
 */
export function parseBlock(text: string, where: string): Block {
  const problem = findProblem(text);
  if (problem !== undefined) throw invalid(text, where, `${problem}; ${EXPECTED}`);
  const block = toBlock(text);
  const network = formatAddress(block.start);
  if (text.split('/', 1)[0] !== network) {
    throw invalid(
      text,
      where,
      `has host bits set; the block it lies in is ${network}/${block.prefix}`,
    );
  }
  return block;
}

function findProblem(text: string): string | undefined {
  if (text === '') return 'is empty';
  if (text.includes(':')) return 'looks like IPv6, which is not planned here';
  if (/^\d+(\.\d+){3}$/.test(text)) return 'has no prefix length';
  if (!SHAPE.test(text)) return 'is not an IPv4 block';
  const [prefix = '', ...octets] = text.split(/[./]/).reverse();
  if ([prefix, ...octets].some((n) => n.length > 1 && n.startsWith('0')))
    return 'has a number with a leading zero';
  if (octets.some((octet) => Number(octet) > 255)) return 'has an octet above 255';
  if (Number(prefix) > 32) return 'has a prefix length above 32';
  return undefined;
}

function invalid(text: string, where: string, reason: string) {
  const shown = JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
  return new InputError('SUBNETS_BLOCK_INVALID', `${where}: ${shown} ${reason}`);
}

/** @param address an unsigned 32-bit number */
export function formatAddress(address: number): string {
  return [24, 16, 8, 0].map((shift) => (address >>> shift) & 255).join('.');
}

export const countAddresses = ({ prefix }: { prefix: number }) => 2 ** (32 - prefix);

/** AWS keeps the first four addresses and the last one of every subnet (VPC user guide, Subnet CIDR blocks). */
const RESERVED_BY_AWS = 5;

/** Addresses left to use when the block is one subnet; 0 where AWS would keep all of them. */
export const countUsable = (block: { prefix: number }) =>
  Math.max(0, countAddresses(block) - RESERVED_BY_AWS);

export const contains = (outer: Block, inner: Block) =>
  outer.start <= inner.start && inner.end <= outer.end;

export const overlaps = (a: Block, b: Block) => a.start <= b.end && b.start <= a.end;

/** Ascending by address; of two blocks with one start the larger comes first. */
export const byAddress = (a: Block, b: Block) => a.start - b.start || a.prefix - b.prefix;
