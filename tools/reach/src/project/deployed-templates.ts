import type { PackagedTemplate } from '@private-lambda/packaging/package-templates';
import { DEPLOYER, ECS_CALLER } from '../../../../config/names.js';
import type { Stage } from '../../../../config/stage.js';

/** Who stands beside a stage's own stacks is settled by these two. */
export type ProjectStage = Pick<Stage, 'networkStage' | 'ecsCaller'>;

/**
 * Of the templates given those that make up a stage's system. A stage can share the network of another; the ECS caller
 * is part of it only where the stage says so, since the network has no groups for it elsewhere.
 */
export function deployedTemplates(
  stage: string,
  { networkStage, ecsCaller }: ProjectStage,
  packaged: readonly PackagedTemplate[],
): PackagedTemplate[] {
  return packaged.filter((one) => {
    if (one.service === 'network') return one.stage === networkStage;
    // Nothing of it is in a network.
    if (one.service === DEPLOYER) return false;
    return one.stage === stage && (ecsCaller || one.service !== ECS_CALLER);
  });
}

/** Their stacks and the values that a deploy would send, as a system is read from. */
export function systemOf(deployed: readonly PackagedTemplate[]) {
  return {
    stacks: deployed.map(({ stackName, templateFile }) => ({
      name: stackName,
      file: templateFile,
    })),
    parameters: new Map(
      deployed.map(({ stackName, parameters }) => [stackName, new Map(Object.entries(parameters))]),
    ),
  };
}
