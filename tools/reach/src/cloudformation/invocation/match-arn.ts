import { globCovers } from '@private-lambda/command-line/glob-covers';
import type { Evaluator } from '../../template/evaluator.ts';
import {
  describeValue,
  lengthOf,
  Reference,
  Text,
  UnknownValue,
  type Value,
} from '../../template/value.ts';

/** "IAM and AWS STS quotas": no ARN is longer. A longer text is compared with nothing, and settles nothing. */
const MAX_ARN = 2048;

export const isTooLongForArn = (value: Value) => lengthOf(value) > MAX_ARN;

/** Pairs of letters that are compared as fast as a function takes a step. */
const LETTERS_PER_STEP = 500;

/** Who has to count the work. */
type Work = Pick<Evaluator, 'takeSteps'>;

/**
 * Whether a pattern with `*` and `?` covers an ARN ("ArnLike"). Unknown parts of one are matched by the same unknown in
 * the other; else nothing but the deploy can tell.
 */
export function matchArn(pattern: Value, arn: Value, work: Work): 'yes' | 'no' | 'perhaps' {
  return matchAnyArn(pattern, [arn], work);
}

/** The same for a resource whose ARN can be written in several forms. */
export function matchAnyArn(
  pattern: Value,
  arns: readonly Value[],
  work: Work,
): 'yes' | 'no' | 'perhaps' {
  if ([pattern, ...arns].some(isTooLongForArn)) return 'perhaps';
  if (arns.some((arn) => covers(pattern, arn, work))) return 'yes';
  if (pattern instanceof Reference) return 'no';
  return arns.some((arn) => mayCover(pattern, arn, work)) ? 'perhaps' : 'no';
}

function covers(pattern: Value, arn: Value, work: Work): boolean {
  const wanted = describeValue(pattern);
  const found = describeValue(arn);
  if (wanted === found) return true;
  if (pattern instanceof Reference) return false;
  return compare(wanted, found, work, globCovers);
}

function mayCover(pattern: Value, arn: Value, work: Work): boolean {
  if (!hasUnknown(pattern) && !hasUnknown(arn)) return false;
  return compare(openEnds(pattern), openEnds(arn), work, globsMeet);
}

/**
 * Most ARNs differ in the first letter that is not the same. Else each letter of one may be compared with each of the
 * other, and that for every pattern and every ARN.
 */
function compare(a: string, b: string, work: Work, fits: (a: string, b: string) => boolean) {
  let same = 0;
  while (same < a.length && a[same] === b[same] && !WILD.has(a[same])) same += 1;
  const [left, right] = [a.slice(same), b.slice(same)];
  if (!WILD.has(left[0]) && !WILD.has(right[0])) return left === right;
  work.takeSteps((left.length * right.length) / LETTERS_PER_STEP);
  return fits(left, right);
}

function hasUnknown(value: Value): boolean {
  return value instanceof UnknownValue || value instanceof Text;
}

/** Stands for an unknown part of an ARN: the account's number, a name, but never more than one part. */
const HOLE = '\u0000';

const WILD: ReadonlySet<string | undefined> = new Set(['*', '?', HOLE]);

/** A reference inside an ARN is the identity of one resource, which no text can be equal to. */
function openEnds(value: Value): string {
  if (value instanceof UnknownValue) return '*';
  if (!(value instanceof Text)) return describeValue(value);
  return value.parts
    .map((part) => (part instanceof UnknownValue ? HOLE : describeValue(part)))
    .join('');
}

/** Whether some text matches both patterns. A row says for one start of `a` which starts of `b` it meets: 0 or 1. */
function globsMeet(a: string, b: string): boolean {
  let row = new Uint8Array(b.length + 1);
  let next = new Uint8Array(b.length + 1);
  row[0] = 1;
  for (let j = 1; j <= b.length && canBeEmpty(b[j - 1]); j += 1) row[j] = 1;
  for (let i = 1; i <= a.length; i += 1) {
    const x = a[i - 1];
    next[0] = canBeEmpty(x) ? (row[0] ?? 0) : 0;
    for (let j = 1; j <= b.length; j += 1) {
      const y = b[j - 1];
      const above = row[j] === 1;
      const before = next[j - 1] === 1;
      const corner = row[j - 1] === 1;
      const meet =
        (above || before || corner) &&
        ((canBeEmpty(x) && above) ||
          (canBeEmpty(y) && before) ||
          (takes(x, y) && (before || corner)) ||
          (takes(y, x) && (above || corner)) ||
          ((x === y || x === '?' || y === '?') && corner));
      next[j] = meet ? 1 : 0;
    }
    [row, next] = [next, row];
  }
  return row[b.length] === 1;
}

function canBeEmpty(wild: string | undefined): boolean {
  return wild === '*' || wild === HOLE;
}

/** Whether a wildcard takes one more character of the other text. */
function takes(wild: string | undefined, character: string | undefined): boolean {
  return wild === '*' || (wild === HOLE && character !== ':' && character !== '/');
}
