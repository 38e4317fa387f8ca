import { InputError } from '@private-lambda/command-line/input-error';
import { oneNamed } from '../analysis/node-names.ts';
import type { System } from '../template/system.ts';
import type { Claim, Policy } from './policy-file.ts';

/** Which stacks a policy speaks about in one run. */
export interface Bindings {
  /** Short name → name of the stack. */
  readonly stacks: ReadonlyMap<string, string>;
  /** Variables in the patterns, such as the stage. */
  readonly variables: ReadonlyMap<string, string>;
  /** Names of what the inventory holds → their ids. */
  readonly names: System['names'];
}

/**
 * Reads the variables of the patterns off the names of the given stacks, so that one policy serves every stage.
 * @param given values that decide where more than one fits
 * @throws InputError `REACH_POLICY_STACK` when a pattern fits no stack, or more than one
 */
export function bindStacks(
  file: string,
  policy: Policy,
  names: readonly string[],
  given: ReadonlyMap<string, string> = new Map(),
): Omit<Bindings, 'names'> {
  const variables = new Map(given);
  const stacks = new Map<string, string>();
  for (const [short, stated] of Object.entries(policy.stacks)) {
    const { name: pattern, optional } =
      typeof stated === 'string' ? { name: stated, optional: false } : stated;
    const fits = names.flatMap((name) => {
      const values = matchPattern(withValues(pattern, variables), name);
      return values && agrees(values, variables) ? [{ name, values }] : [];
    });
    const [first, second] = fits;
    if (!first && optional) continue;
    if (!first || second) {
      const settled = [...variables]
        .filter(([key]) => pattern.includes(`\${${key}}`))
        .map(([key, value]) => `${key}=${value}`)
        .join(', ');
      throw new InputError(
        'REACH_POLICY_STACK',
        `${file}: stack ${short} is ${pattern}${settled && ` with ${settled}`}, and ${second ? 'more than one' : 'none'} of the given stacks is (${names.join(', ')})`,
      );
    }
    stacks.set(short, first.name);
    for (const [key, value] of first.values) variables.set(key, value);
  }
  return { stacks, variables };
}

/** Does a claim name a stack that is optional and not among those given? Then it is not made. */
export function namesMissingStack({ stacks }: Bindings, policy: Policy, claim: Claim): boolean {
  const { says, ...rest } = claim;
  const named = Array.from(
    JSON.stringify(rest).matchAll(/["\s]([A-Za-z][\w-]*)\//g),
    ([, short = '']) => short,
  );
  return named.some((short) => Object.hasOwn(policy.stacks, short) && !stacks.has(short));
}

/**
 * `network/Vpc` with its stack's name in full, and `vpc/<name>` with its id. An id whose stack has no short name is taken
 * as it is.
 * @throws InputError REACH_NAME_AMBIGUOUS
 */
export function fullId({ stacks, names }: Bindings, id: string): string {
  const slash = id.indexOf('/');
  if (slash < 0) return id;
  const short = id.slice(0, slash);
  const full = `${stacks.get(short) ?? short}${id.slice(slash)}`;
  return oneNamed(names, full, 'claim:');
}

/** What is settled already stands in the pattern, so that it decides where words could be split in two ways. */
function withValues(pattern: string, settled: ReadonlyMap<string, string>): string {
  return pattern.replaceAll(/\$\{(\w+)\}/g, (whole, key) => settled.get(key) ?? whole);
}

/**
 * The values of the variables for which a pattern is a name. Where more than one way fits, the first variable takes as
 * much as it can, then the second, and so on. A place that did not fit is not tried again, so that the steps are at
 * most the variables times the square of the name's length.
 * @param name letters one by one
 */
export function matchPattern(
  pattern: string,
  name: ArrayLike<string>,
): Map<string, string> | undefined {
  // Literal text and variables alternate.
  const pieces = pattern.split(/\$\{(\w+)\}/);
  const failed = new Set<number>();
  const values: string[] = [];
  const fits = (index: number, at: number): boolean => {
    const literal = pieces[index] ?? '';
    const start = at + literal.length;
    for (let offset = 0; offset < literal.length; offset += 1) {
      if (name[at + offset] !== literal[offset]) return false;
    }
    if (index === pieces.length - 1) return start === name.length;
    const place = index * (name.length + 1) + start;
    if (failed.has(place)) return false;
    for (let end = name.length; end > start; end -= 1) {
      if (fits(index + 2, end)) {
        values.unshift(Array.from({ length: end - start }, (_, k) => name[start + k]).join(''));
        return true;
      }
    }
    failed.add(place);
    return false;
  };
  if (!fits(0, 0)) return undefined;
  const keys = pieces.filter((_, index) => index % 2 === 1);
  return new Map(keys.map((key, index) => [key, values[index] ?? '']));
}

function agrees(values: ReadonlyMap<string, string>, settled: ReadonlyMap<string, string>) {
  return [...values].every(([key, value]) => (settled.get(key) ?? value) === value);
}
