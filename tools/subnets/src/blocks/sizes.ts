import { InputError } from '@private-lambda/command-line/input-error';

/** `<count>x/<prefix>`: so many blocks of one size. */
export type Sizes = { readonly count: number; readonly prefix: number };

/** More blocks than a /16 holds /32s; beyond it a count is a slip. */
const MAX_COUNT = 65_536;

export const isSizes = (text: string) => /^\s*\d+\s*x/i.test(text);

/** @throws {InputError} SUBNETS_SIZES_INVALID */
export function parseSizes(text: string, option: string): Sizes {
  const match = /^([1-9]\d*)x\/(0|[1-9]\d?)$/.exec(text.trim());
  const count = Number(match?.[1]);
  const prefix = Number(match?.[2]);
  if (match === null || count > MAX_COUNT || prefix > 32) {
    throw new InputError(
      'SUBNETS_SIZES_INVALID',
      `${option}: found ${JSON.stringify(text)}, expected <count>x/<prefix> such as 3x/28, count 1 to ${MAX_COUNT}, prefix 0 to 32`,
    );
  }
  return { count, prefix };
}
