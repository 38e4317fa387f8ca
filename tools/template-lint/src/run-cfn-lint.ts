import type { PackagedTemplate } from '@private-lambda/packaging/package-templates';
import { runProgram } from '@private-lambda/python-venv/run-program';
import * as v from 'valibot';
import type { Finding } from './finding.ts';

/** The Region that the templates are packaged for; cfn-lint's rules know what a Region offers. */
const REGION = 'us-east-1';

const outputSchema = v.array(
  v.object({
    Filename: v.string(),
    Message: v.string(),
    Location: v.object({ Path: v.nullish(v.array(v.union([v.string(), v.number()]))) }),
    Rule: v.object({ Id: v.string() }),
  }),
);

/**
 * Errors and warnings of cfn-lint over all templates.
 * @param python one that has cfn-lint
 * @throws {Error} when cfn-lint gives no list of findings
 */
export async function runCfnLint(
  python: string,
  templates: readonly PackagedTemplate[],
): Promise<Finding[]> {
  const { stdout, stderr } = await runProgram(python, [
    ...['-m', 'cfnlint.runner.cli'],
    ...['--format', 'json', '--regions', REGION, '--'],
    ...templates.map(({ templateFile }) => templateFile),
  ]);
  return parseCfnLint(stdout, stderr, templates);
}

/** @param output what `cfn-lint --format json` wrote; nothing is an error, an empty list is none found */
export function parseCfnLint(
  output: string,
  errors: string,
  templates: readonly PackagedTemplate[],
): Finding[] {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), outputSchema), output);
  if (!parsed.success) throw new Error(`cfn-lint gave no findings to read: ${errors || output}`);
  return parsed.output.map(({ Filename, Message, Location, Rule }) => {
    const template = templates.find(({ templateFile }) => templateFile === Filename);
    if (!template) throw new Error(`cfn-lint read an unknown file: ${Filename}`);
    const [section, id] = Location.Path ?? [];
    return {
      tool: 'cfn-lint',
      rule: Rule.Id,
      service: template.service,
      stage: template.stage,
      resource:
        section === 'Resources' ? String(id) : [section ?? 'template', id ?? []].flat().join('.'),
      message: Message,
    };
  });
}
