import type { PackagedTemplate } from '@private-lambda/packaging/package-templates';
import { runProgram } from '@private-lambda/python-venv/run-program';
import * as v from 'valibot';
import type { Finding } from './finding.ts';

const outputSchema = v.object({
  results: v.object({
    failed_checks: v.array(
      v.object({
        check_id: v.string(),
        check_name: v.string(),
        file_abs_path: v.string(),
        resource: v.string(),
      }),
    ),
  }),
  summary: v.object({ resource_count: v.number(), parsing_errors: v.number() }),
});

/**
 * Failed checks of checkov over all templates. It asks no server.
 * @param python one that has checkov
 * @throws {Error} when checkov gives no findings to read, or has read no resource
 */
export async function runCheckov(
  python: string,
  templates: readonly PackagedTemplate[],
): Promise<Finding[]> {
  const { stdout, stderr } = await runProgram(python, [
    ...['-m', 'checkov.main'],
    ...['--framework', 'cloudformation', '--output', 'json', '--compact', '--skip-download'],
    ...templates.flatMap(({ templateFile }) => ['--file', templateFile]),
  ]);
  return parseCheckov(stdout, stderr, templates);
}

/** @param output what `checkov --output json` wrote */
export function parseCheckov(
  output: string,
  errors: string,
  templates: readonly PackagedTemplate[],
): Finding[] {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), outputSchema), output);
  // A file that it cannot read counts as nothing to check, not as a failure.
  if (!parsed.success || parsed.output.summary.parsing_errors > 0) {
    throw new Error(`checkov gave no findings to read: ${errors || output}`);
  }
  return parsed.output.results.failed_checks.map((failed) => {
    const template = templates.find(({ templateFile }) => templateFile === failed.file_abs_path);
    if (!template) throw new Error(`checkov read an unknown file: ${failed.file_abs_path}`);
    return {
      tool: 'checkov',
      rule: failed.check_id,
      service: template.service,
      stage: template.stage,
      // AWS::S3::Bucket.ServerlessDeploymentBucket
      resource: failed.resource.replace(/^.*\./, ''),
      message: failed.check_name,
    };
  });
}
