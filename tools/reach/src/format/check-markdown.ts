import type { PolicyResult } from '../policy/check-policy.ts';
import type { Finding } from '../policy/finding.ts';
import { formatHop } from './answer-text.ts';
import { summarize } from './check-text.ts';
import { markdownCode, markdownText } from './markdown.ts';

/** The result of a check for a pull request. */
export function formatCheckMarkdown({ claims, system }: PolicyResult): string {
  const rows = claims.map(
    ({ id, says, outcome }) => `| ${outcome} | \`${id}\` | ${markdownText(says)} |`,
  );
  const details = claims
    .filter(({ outcome }) => outcome === 'violated' || outcome === 'undecided')
    .flatMap(({ id, findings }) => [
      '',
      `### ${id}`,
      ...findings.flatMap((finding) => describe(finding, system)),
    ]);
  return [
    '| outcome | claim | says |',
    '|---|---|---|',
    ...rows,
    ...details,
    '',
    summarize(claims),
  ].join('\n');
}

function describe({ message, answer, remedy }: Finding, system: PolicyResult['system']): string[] {
  return [
    '',
    markdownText(message),
    ...(answer ? ['', ...markdownCode(answer.hops.map((hop) => formatHop(hop, system)))] : []),
    ...(remedy === undefined ? [] : ['', `Would close it: ${markdownText(remedy)}`]),
  ];
}
