import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageTemplates } from '@private-lambda/packaging/package-templates';
import type { Stage } from '../../../../config/stage.js';
import { checkPolicy, type PolicyResult } from '../policy/check-policy.ts';
import { projectPolicy } from './project-policy.ts';

/**
 * Packages a stage as it would be deployed, with the network that it uses, and holds it to the claims of reach.yml.
 * @throws InputError for templates or claims that the user has to change
 */
export async function checkStage(stage: string, settings: Stage): Promise<PolicyResult> {
  const outputDirectory = mkdtempSync(join(tmpdir(), 'reach-'));
  try {
    const stages = [...new Set([stage, settings.networkStage])];
    const packaged = await packageTemplates({ stages, outputDirectory });
    return await checkPolicy(projectPolicy(stage, settings, packaged));
  } finally {
    rmSync(outputDirectory, { recursive: true, force: true });
  }
}
