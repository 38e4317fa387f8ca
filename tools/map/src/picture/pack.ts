import type { Picture } from './picture.ts';

/** Where the same long names stand again and again. */
const NAMES = new Set(['from', 'to', 'at', 'rule', 'blockedBy', 'file']);

/** Pictures as JSON a third as long: each name of an answer or hop stands once, and its number in its place. */
export function packPictures(pictures: readonly Picture[]): string {
  const numbers = new Map<string, number>();
  const packed = JSON.stringify(pictures, (key, value: unknown) => {
    if (!NAMES.has(key) || typeof value !== 'string') return value;
    const number = numbers.get(value) ?? numbers.size;
    numbers.set(value, number);
    return number;
  });
  return `{"names":${JSON.stringify([...numbers.keys()])},"pictures":${packed}}`;
}

export function unpackPictures(json: string): readonly Picture[] {
  const { names }: { readonly names: readonly string[] } = JSON.parse(json);
  return JSON.parse(json, (key, value: unknown) =>
    NAMES.has(key) && typeof value === 'number' ? names[value] : value,
  ).pictures;
}
