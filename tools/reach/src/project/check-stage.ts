import { join } from 'node:path';
import {
  type PackagedTemplate,
  packageTemplates,
} from '@private-lambda/packaging/package-templates';
import { repositoryRoot } from '@private-lambda/packaging/repository-root';
import type { Stage } from '../../../../config/stage.js';
import { checkPolicy, type PolicyResult } from '../policy/check-policy.ts';
import { projectPolicy } from './project-policy.ts';

/** Git ignores it, and it stays: findings name files in it. */
const packagedDirectory = join(repositoryRoot, '.serverless', 'reach');

/**
 * Packages a stage as it would be deployed, with the network that it uses.
 * @throws InputError PACKAGING_FAILED
 */
export function packageStage(
  stage: string,
  { networkStage }: Pick<Stage, 'networkStage'>,
): Promise<PackagedTemplate[]> {
  const stages = [...new Set([stage, networkStage])];
  return packageTemplates({ stages, outputDirectory: packagedDirectory });
}

/**
 * Packages a stage and holds it to the claims of reach.yml.
 * @param inventory file with a snapshot of the VPC, for a stage that stands in an existing one
 * @throws InputError for templates or claims that the user has to change
 */
export async function checkStage(
  stage: string,
  settings: Stage,
  inventory?: string,
): Promise<PolicyResult> {
  const packaged = await packageStage(stage, settings);
  return checkPolicy(projectPolicy(stage, settings, packaged, inventory));
}
