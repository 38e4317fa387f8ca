import { join } from 'node:path';
import type { PackagedTemplate } from '@private-lambda/packaging/package-templates';
import { repositoryRoot } from '@private-lambda/packaging/repository-root';
import { readProject } from '@private-lambda/system/stack-name';
import type { Stage } from '../../../../config/stage.js';
import type { PolicyInput } from '../policy/check-policy.ts';

/** Who stands beside a stage's own stacks is settled by these two. */
export type ProjectStage = Pick<Stage, 'networkStage' | 'ecsCaller'>;

/**
 * The project's own claims about one stage, with the values that a deploy would send: of the templates given those
 * that make up its system. A stage can share the network of another; the ECS caller is part of it only where the
 * stage says so, since the network has no groups for it elsewhere.
 */
export function projectPolicy(
  stage: string,
  { networkStage, ecsCaller }: ProjectStage,
  packaged: readonly PackagedTemplate[],
): PolicyInput {
  const deployed = packaged.filter((one) => {
    if (one.service === 'network') return one.stage === networkStage;
    return one.stage === stage && (ecsCaller || one.service !== 'ecs-caller');
  });
  return {
    policyFile: join(repositoryRoot, 'reach.yml'),
    variables: new Map([
      ['prefix', readProject().prefix],
      ['stage', stage],
      ['networkStage', networkStage],
    ]),
    stacks: deployed.map(({ stackName, templateFile }) => ({
      name: stackName,
      file: templateFile,
    })),
    parameters: new Map(
      deployed.map(({ stackName, parameters }) => [stackName, new Map(Object.entries(parameters))]),
    ),
  };
}
