import { visibleText } from '@private-lambda/command-line/visible-text';
import type { PolicyResult } from '../policy/check-policy.ts';
import type { Finding } from '../policy/finding.ts';
import { fileOf } from '../template/shown-file.ts';
import { formatHop, paint } from './answer-text.ts';

const COLOURS = { satisfied: 'green', violated: 'red', undecided: 'yellow' } as const;

/** More ways than these say the same thing again. */
const FINDINGS_SHOWN = 5;

/** The result of a check for a person: what is violated, what is undecided, and the claims that hold. */
export function formatCheck({ claims, system }: PolicyResult): string {
  const lines: string[] = [];
  for (const outcome of ['violated', 'undecided'] as const) {
    for (const { id, says, findings } of claims.filter((claim) => claim.outcome === outcome)) {
      lines.push(`${paint(COLOURS[outcome], outcome)}  ${id}: ${visibleText(says)}`);
      for (const finding of findings.slice(0, FINDINGS_SHOWN)) {
        lines.push(...formatFinding(finding, system));
      }
      if (findings.length > FINDINGS_SHOWN) {
        lines.push(`  and ${findings.length - FINDINGS_SHOWN} more`);
      }
      lines.push('');
    }
  }
  const kept = claims.filter(({ outcome }) => outcome === 'satisfied');
  for (const { id, says } of kept)
    lines.push(`${paint('green', 'satisfied')} ${id}: ${visibleText(says)}`);
  const absent = claims.filter(({ outcome }) => outcome === 'absent');
  for (const { id } of absent) lines.push(`absent    ${id}: not claimed for these stacks`);
  return [...lines, summarize(claims)].join('\n');
}

/** `9 satisfied, 1 violated, 0 undecided` */
export function summarize(claims: PolicyResult['claims']): string {
  return (['satisfied', 'violated', 'undecided'] as const)
    .map((outcome) => `${claims.filter((claim) => claim.outcome === outcome).length} ${outcome}`)
    .join(', ');
}

function formatFinding(
  { message, answer, remedy, at }: Finding,
  system: PolicyResult['system'],
): string[] {
  const where = answer || at === undefined || remedy !== undefined ? '' : fileOf(at, system);
  return [
    `  ${visibleText(`${message}${where}`)}`,
    ...(answer?.hops ?? []).map((hop) => `    ${formatHop(hop, system)}`),
    ...(remedy === undefined ? [] : [`    would close it: ${visibleText(remedy)}`]),
  ];
}
