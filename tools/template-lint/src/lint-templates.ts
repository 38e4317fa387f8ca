import type { PackagedTemplate } from '@private-lambda/packaging/package-templates';
import { covers, type Exception, exceptionsOf, listUnneeded } from './exceptions.ts';
import { type Finding, formatFinding } from './finding.ts';
import { runCfnLint } from './run-cfn-lint.ts';
import { runCheckov } from './run-checkov.ts';

export interface LintResult {
  findings: Finding[];
  /** Lines to show: findings without an exception, and exceptions without a finding. */
  problems: string[];
}

/**
 * Both checkers over all templates, side by side.
 * @param python one that has both
 */
export async function lintTemplates(
  python: string,
  templates: readonly PackagedTemplate[],
  exceptions: readonly Exception[],
): Promise<LintResult> {
  const found = await Promise.all([runCfnLint(python, templates), runCheckov(python, templates)]);
  return judge(found.flat(), exceptionsOf(templates, exceptions));
}

export function judge(findings: Finding[], exceptions: readonly Exception[]): LintResult {
  const undecided = findings.filter(
    (finding) => !exceptions.some((exception) => covers(exception, finding)),
  );
  const unneeded = listUnneeded(exceptions, findings);
  return {
    findings,
    problems: [
      ...undecided.map(formatFinding),
      ...unneeded.map((line) => `exception no longer needed: ${line}`),
    ],
  };
}
