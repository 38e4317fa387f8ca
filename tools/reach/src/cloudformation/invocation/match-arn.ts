import { globCovers } from '@private-lambda/command-line/glob-covers';
import { describeValue, Reference, Text, UnknownValue, type Value } from '../../template/value.ts';

/** "IAM and AWS STS quotas": no ARN is longer. A longer text is compared with nothing, and settles nothing. */
const MAX_ARN = 2048;

/**
 * Whether a pattern with `*` and `?` covers an ARN ("ArnLike"). Unknown parts of one are matched by the same unknown in
 * the other; else nothing but the deploy can tell.
 */
export function matchArn(pattern: Value, arn: Value): 'yes' | 'no' | 'perhaps' {
  return matchAnyArn(pattern, [arn]);
}

/** The same for a resource whose ARN can be written in several forms. */
export function matchAnyArn(pattern: Value, arns: readonly Value[]): 'yes' | 'no' | 'perhaps' {
  if ([pattern, ...arns].some((each) => describeValue(each).length > MAX_ARN)) return 'perhaps';
  if (arns.some((arn) => covers(pattern, arn))) return 'yes';
  if (pattern instanceof Reference) return 'no';
  return arns.some((arn) => mayCover(pattern, arn)) ? 'perhaps' : 'no';
}

function covers(pattern: Value, arn: Value): boolean {
  const wanted = describeValue(pattern);
  const found = describeValue(arn);
  if (wanted === found) return true;
  if (pattern instanceof Reference) return false;
  return globCovers(wanted, found);
}

function mayCover(pattern: Value, arn: Value): boolean {
  return (hasUnknown(pattern) || hasUnknown(arn)) && globsMeet(openEnds(pattern), openEnds(arn));
}

function hasUnknown(value: Value): boolean {
  return value instanceof UnknownValue || value instanceof Text;
}

/** Stands for an unknown part of an ARN: the account's number, a name, but never more than one part. */
const HOLE = '\u0000';

/** A reference inside an ARN is the identity of one resource, which no text can be equal to. */
function openEnds(value: Value): string {
  if (value instanceof UnknownValue) return '*';
  if (!(value instanceof Text)) return describeValue(value);
  return value.parts
    .map((part) => (part instanceof UnknownValue ? HOLE : describeValue(part)))
    .join('');
}

/** Whether some text matches both patterns. */
function globsMeet(a: string, b: string): boolean {
  let row = [true];
  for (let j = 1; j <= b.length; j += 1) row[j] = row[j - 1] === true && canBeEmpty(b[j - 1]);
  for (let i = 1; i <= a.length; i += 1) {
    const x = a[i - 1];
    const next: boolean[] = [row[0] === true && canBeEmpty(x)];
    for (let j = 1; j <= b.length; j += 1) {
      const y = b[j - 1];
      const [above, before, corner] = [row[j] === true, next[j - 1] === true, row[j - 1] === true];
      next[j] =
        (canBeEmpty(x) && above) ||
        (canBeEmpty(y) && before) ||
        (takes(x, y) && (before || corner)) ||
        (takes(y, x) && (above || corner)) ||
        ((x === y || x === '?' || y === '?') && corner);
    }
    row = next;
  }
  return row[b.length] === true;
}

function canBeEmpty(wild: string | undefined): boolean {
  return wild === '*' || wild === HOLE;
}

/** Whether a wildcard takes one more character of the other text. */
function takes(wild: string | undefined, character: string | undefined): boolean {
  return wild === '*' || (wild === HOLE && character !== ':' && character !== '/');
}
