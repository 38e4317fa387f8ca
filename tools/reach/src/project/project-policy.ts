import { join } from 'node:path';
import type { PackagedTemplate } from '@private-lambda/packaging/package-templates';
import { repositoryRoot } from '@private-lambda/packaging/repository-root';
import { readProject } from '@private-lambda/system/stack-name';
import type { Stage } from '../../../../config/stage.js';
import type { PolicyInput } from '../policy/check-policy.ts';

/**
 * The project's own claims about one stage, with the values that a deploy would send: of the templates given those
 * that make up its system. A stage can share the network of another; the ECS caller is part of it only where the
 * stage says so, since the network has no groups for it elsewhere.
 * @param inventory file with a snapshot of the VPC, for a stage that stands in an existing one
 */
export function projectPolicy(
  stage: string,
  settings: Stage,
  packaged: readonly PackagedTemplate[],
  inventory?: string,
): PolicyInput {
  const { networkStage, ecsCaller } = settings;
  const deployed = packaged.filter((one) => {
    if (one.service === 'network') return one.stage === networkStage;
    return one.stage === stage && (ecsCaller || one.service !== 'ecs-caller');
  });
  return {
    policyFile: join(repositoryRoot, 'reach.yml'),
    closed: true,
    variables: new Map([...textsOf(settings), ['prefix', readProject().prefix], ['stage', stage]]),
    ...(settings.region === undefined ? {} : { region: settings.region }),
    ...(inventory === undefined ? {} : { inventory }),
    stacks: deployed.map(({ stackName, templateFile }) => ({
      name: stackName,
      file: templateFile,
    })),
    parameters: new Map(
      deployed.map(({ stackName, parameters }) => [stackName, new Map(Object.entries(parameters))]),
    ),
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
