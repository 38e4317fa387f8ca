import { InputError } from '@private-lambda/command-line/input-error';
import { makePolicy } from '@private-lambda/deployer-policy/make-policy';
import {
  isCurrent,
  policyFile,
  policyResources,
} from '@private-lambda/deployer-policy/policy-file';
import { subjectOf } from '@private-lambda/deployer-policy/read-subject';
import type { PackagedTemplate } from '@private-lambda/packaging/package-templates';
import { DEPLOYER } from '../../../config/names.js';
import type { Stage } from '../../../config/stage.js';

/**
 * The deployer is deployed for a stage that says who, and with the policy that its administrator has read.
 * @param packaged the templates of the stage
 * @throws InputError DEPLOY_DEPLOYER_OFF, DEPLOY_POLICY_OLD
 */
export function requireDeployer(
  stage: string,
  services: readonly string[],
  settings: Stage,
  packaged: readonly PackagedTemplate[],
): void {
  if (!services.includes(DEPLOYER)) return;
  if (settings.deployer === undefined) {
    throw new InputError(
      'DEPLOY_DEPLOYER_OFF',
      `Stage "${stage}" does not say who deploys it: set deployer.repository in config/stages/${stage}.yml (docs/deploy-rights.md)`,
    );
  }
  const subject = subjectOf(stage, settings, packaged);
  if (isCurrent(stage, policyResources(makePolicy(subject), subject))) return;
  throw new InputError(
    'DEPLOY_POLICY_OLD',
    `${policyFile(stage)} is not what the stage needs; expected npm run policy -- --stage ${stage} --write, and a look at what it wrote`,
  );
}
