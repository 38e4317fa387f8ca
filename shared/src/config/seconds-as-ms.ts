import * as v from 'valibot';

/**
 * An environment variable in seconds, read as milliseconds.
 * @param min fewest seconds
 */
export function secondsAsMs(min: number) {
  const expected = `seconds from ${min} to 900, such as 12`;
  return v.pipe(
    v.string(expected),
    v.regex(/^\d+(\.\d+)?$/, expected),
    v.transform(Number),
    v.minValue(min, expected),
    v.maxValue(900, expected),
    v.transform((seconds) => seconds * 1000),
    v.description(expected),
  );
}
