import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type PackagedTemplate,
  packageTemplates,
} from '@private-lambda/packaging/package-templates';
import type { Stage } from '../../../../config/stage.js';
import { checkPolicy, type PolicyResult } from '../policy/check-policy.ts';
import { projectPolicy } from './project-policy.ts';

/**
 * Packages a stage as it would be deployed, with the network that it uses, and hands the templates to `use`; they are
 * gone when that has ended.
 * @throws InputError PACKAGING_FAILED
 */
export async function withPackagedStage<T>(
  stage: string,
  { networkStage }: Pick<Stage, 'networkStage'>,
  use: (packaged: readonly PackagedTemplate[]) => Promise<T>,
): Promise<T> {
  const outputDirectory = mkdtempSync(join(tmpdir(), 'reach-'));
  try {
    const stages = [...new Set([stage, networkStage])];
    return await use(await packageTemplates({ stages, outputDirectory }));
  } finally {
    rmSync(outputDirectory, { recursive: true, force: true });
  }
}

/**
 * Packages a stage and holds it to the claims of reach.yml.
 * @param inventory file with a snapshot of the VPC, for a stage that stands in an existing one
 * @throws InputError for templates or claims that the user has to change
 */
export function checkStage(
  stage: string,
  settings: Stage,
  inventory?: string,
): Promise<PolicyResult> {
  return withPackagedStage(stage, settings, (packaged) =>
    checkPolicy(projectPolicy(stage, settings, packaged, inventory)),
  );
}
