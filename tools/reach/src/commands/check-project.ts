import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type PackagedTemplate,
  packageTemplates,
} from '@private-lambda/packaging/package-templates';
import { repositoryRoot } from '@private-lambda/packaging/repository-root';
import { formatCheck } from '../format/check-text.ts';
import { checkPolicy, type PolicyInput } from '../policy/check-policy.ts';

export interface CheckProjectOptions {
  readonly stage: readonly string[];
}

/** `reach check-project`: what CI and a deploy check, on the templates of the work tree as it is. */
export async function checkProject({ stage: stages }: CheckProjectOptions): Promise<void> {
  const outputDirectory = mkdtempSync(join(tmpdir(), 'reach-'));
  try {
    const packaged = await packageTemplates({ stages, outputDirectory });
    for (const stage of stages) {
      const input = projectPolicy(packaged.filter((template) => template.stage === stage));
      const result = await checkPolicy(input);
      process.stdout.write(`== ${stage}\n${formatCheck(result)}\n`);
      if (!result.satisfied) process.exitCode = 1;
    }
  } finally {
    rmSync(outputDirectory, { recursive: true, force: true });
  }
}

/** The project's own claims about one stage, with the values that a deploy would send. */
export function projectPolicy(packaged: readonly PackagedTemplate[]): PolicyInput {
  return {
    policyFile: join(repositoryRoot, 'reach.yml'),
    stacks: packaged.map(({ stackName, templateFile }) => ({
      name: stackName,
      file: templateFile,
    })),
    parameters: new Map(
      packaged.map(({ stackName, parameters }) => [stackName, new Map(Object.entries(parameters))]),
    ),
  };
}
