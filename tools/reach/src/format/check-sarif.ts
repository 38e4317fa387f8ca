import type { PolicyResult } from '../policy/check-policy.ts';
import type { Finding } from '../policy/finding.ts';
import { templateOf } from '../template/logical-id.ts';

/** The result of a check as SARIF 2.1.0, which code hosts show beside the template. */
export function formatCheckSarif({ claims, system, policyFile }: PolicyResult): string {
  const file = (at: string | undefined) =>
    templateOf(at ?? '', system.templates)?.file ?? policyFile;
  const result = (ruleId: string, { outcome, message, remedy, at }: Finding) => ({
    ruleId,
    level: outcome === 'violated' ? 'error' : 'warning',
    message: { text: remedy === undefined ? message : `${message}. Would close it: ${remedy}` },
    locations: [
      {
        physicalLocation: { artifactLocation: { uri: file(at) } },
        ...(at === undefined ? {} : { logicalLocations: [{ fullyQualifiedName: at }] }),
      },
    ],
  });
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'reach',
            rules: claims.map(({ id, says }) => ({ id, shortDescription: { text: says } })),
          },
        },
        results: claims.flatMap(({ id, findings }) =>
          findings.map((finding) => result(id, finding)),
        ),
      },
    ],
  };
  return JSON.stringify(log, null, 2);
}
