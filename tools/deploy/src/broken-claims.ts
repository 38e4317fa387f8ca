import type { ClaimResult } from 'cfn-reach/src/policy/finding.ts';

/**
 * The claims that do not hold, each with the resources to look at, in one line: whoever shows the last line of a deploy
 * alone shows what is wrong.
 */
export function brokenClaims(claims: readonly ClaimResult[]): string {
  return claims
    .filter(({ outcome }) => outcome === 'violated' || outcome === 'undecided')
    .map(({ id, findings }) => {
      const places = [...new Set(findings.flatMap(({ at }) => at ?? []))];
      return places.length > 0 ? `${id}: ${places.join(', ')}` : id;
    })
    .join('; ');
}
