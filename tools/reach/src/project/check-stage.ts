import { join } from 'node:path';
import { packageTemplates } from '@private-lambda/packaging/package-templates';
import { repositoryRoot } from '@private-lambda/packaging/repository-root';
import { checkPolicy, type PolicyResult } from '../policy/check-policy.ts';
import { type ProjectStage, projectPolicy } from './project-policy.ts';

/** Git ignores it, and it stays: findings name files in it. */
const packagedDirectory = join(repositoryRoot, '.serverless', 'reach');

/**
 * Packages a stage as it would be deployed, with the network that it uses, and holds it to the claims of reach.yml.
 * @throws InputError for templates or claims that the user has to change
 */
export async function checkStage(stage: string, settings: ProjectStage): Promise<PolicyResult> {
  const stages = [...new Set([stage, settings.networkStage])];
  const packaged = await packageTemplates({ stages, outputDirectory: packagedDirectory });
  return await checkPolicy(projectPolicy(stage, settings, packaged));
}
