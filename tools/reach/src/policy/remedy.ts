import type { Answer } from '../analysis/answer.ts';
import { fileOf } from '../template/shown-file.ts';
import type { System } from '../template/system.ts';

/** The hops on which somebody lets a connection pass on purpose, the nearest to the destination first. */
const DECISIONS = ['destination-group', 'permission', 'source-group', 'route'];

/**
 * What would close a way: the rules that let it pass, any one of which could go. An answer has the first rule of each
 * kind that allows it, and does not say whether there are more.
 */
export function whatWouldClose(answer: Answer, system: System): string {
  const rules = DECISIONS.flatMap((step) =>
    answer.hops
      .flatMap(({ step: name, rule }) => (name === step && rule?.includes('/') ? [rule] : []))
      .map((rule) => `${rule}${fileOf(rule, system)}`),
  );
  const [first, ...others] = [...new Set(rules)];
  if (first === undefined) return 'nothing in the templates stands in the way';
  const instead = others.length > 0 ? `; or one of ${others.join(', ')}` : '';
  return `remove or narrow ${first}${instead}; unless another rule allows the same`;
}

/** The resource that a finding about an open way is best shown at. */
export function decidingRule(answer: Answer): string | undefined {
  for (const step of DECISIONS) {
    const rule = answer.hops.find((hop) => hop.step === step)?.rule;
    if (rule?.includes('/')) return rule;
  }
  return undefined;
}
