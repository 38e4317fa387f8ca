import { join } from 'node:path';
import type { PackagedTemplate } from '@private-lambda/packaging/package-templates';
import { repositoryRoot } from '@private-lambda/packaging/repository-root';
import { readProject } from '@private-lambda/system/stack-name';
import { apiPorts } from '../../../../config/api-address.js';
import type { Stage } from '../../../../config/stage.js';
import type { PolicyInput } from '../policy/check-policy.ts';
import { deployedTemplates, systemOf } from './deployed-templates.ts';

/**
 * The project's own claims about one stage, with the values that a deploy would send.
 * @param inventory file with a snapshot of the VPC, for a stage that stands in an existing one
 */
export function projectPolicy(
  stage: string,
  settings: Stage,
  packaged: readonly PackagedTemplate[],
  inventory?: string,
): PolicyInput {
  return {
    policyFile: join(repositoryRoot, 'reach.yml'),
    closed: true,
    variables: new Map([
      ...textsOf(settings),
      ['apiPorts', apiPorts(settings).join(',')],
      ['prefix', readProject().prefix],
      ['stage', stage],
    ]),
    ...(settings.region === undefined ? {} : { region: settings.region }),
    ...(inventory === undefined ? {} : { inventory }),
    ...systemOf(deployedTemplates(stage, settings, packaged)),
  };
}

/** The values of a stage as variables of the policy: `apiPort`, `container.port`. */
function textsOf(values: object, path = ''): [string, string][] {
  return Object.entries(values).flatMap(([key, value]): [string, string][] =>
    typeof value === 'object' && value !== null
      ? textsOf(value, `${path}${key}.`)
      : [[`${path}${key}`, String(value)]],
  );
}
