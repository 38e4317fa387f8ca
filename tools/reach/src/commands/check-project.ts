import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageTemplates } from '@private-lambda/packaging/package-templates';
import { formatCheck } from '../format/check-text.ts';
import { checkPolicy } from '../policy/check-policy.ts';
import { projectPolicy } from '../policy/project-policy.ts';

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
