import { visibleJson } from '@private-lambda/command-line/visible-text';
import type { PolicyResult } from '../policy/check-policy.ts';
import type { Finding } from '../policy/finding.ts';
import { splitId, templateOf } from '../template/logical-id.ts';
import { type FindLine, findLines } from './find-line.ts';
import { relativeUri } from './relative-uri.ts';

/**
 * The result of checks as SARIF 2.1.0, which code hosts show beside the template: one run for each check, with paths
 * from the working folder and the line of the resource, or else of the claim.
 */
export function formatCheckSarif(...results: readonly PolicyResult[]): string {
  return visibleJson({
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: results.map(toRun),
  });
}

function toRun({ claims, system, policyFile }: PolicyResult, index: number) {
  const finders = new Map<string, FindLine>();
  const lineIn = (file: string, path: readonly (string | number)[]) => {
    const find = finders.get(file) ?? findLines(file);
    finders.set(file, find);
    return find(path);
  };
  const place = (claim: number, at: string | undefined) => {
    const template = at === undefined ? undefined : templateOf(at, system.templates);
    const file = template?.file ?? policyFile;
    const { logicalId } = splitId(at ?? '');
    const line = lineIn(file, template ? ['Resources', logicalId] : ['claims', claim]);
    return {
      physicalLocation: {
        artifactLocation: { uri: relativeUri(file) },
        // Code hosts want a line of every result.
        region: { startLine: line ?? 1 },
      },
      ...(at === undefined ? {} : { logicalLocations: [{ fullyQualifiedName: at }] }),
    };
  };
  const result = (ruleId: string, claim: number, { outcome, message, remedy, at }: Finding) => ({
    ruleId,
    level: outcome === 'violated' ? 'error' : 'warning',
    message: {
      text: plain(remedy === undefined ? message : `${message}. Would close it: ${remedy}`),
    },
    locations: [place(claim, at)],
  });
  return {
    // Code hosts keep runs of one tool apart by this.
    automationDetails: { id: `reach/${index}` },
    tool: {
      driver: {
        name: 'reach',
        rules: claims.map(({ id, says }) => ({ id, shortDescription: { text: plain(says) } })),
      },
    },
    results: claims.flatMap(({ id, findings }, claim) =>
      findings.map((finding) => result(id, claim, finding)),
    ),
  };
}

/** SARIF 3.11.6 "Messages with embedded links": `[text](target)` in a plain message is a link. */
function plain(text: string): string {
  return text.replaceAll('](', '] (');
}
