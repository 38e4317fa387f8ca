import type { PackagedTemplate } from '@private-lambda/packaging/package-templates';
import { loadSystem } from 'cfn-reach/src/loading/load-system.ts';
import {
  deployedTemplates,
  type ProjectStage,
  systemOf,
} from 'cfn-reach/src/project/deployed-templates.ts';
import { Assumptions } from 'cfn-reach/src/template/assumptions.ts';
import type { Resource } from 'cfn-reach/src/template/resource.ts';
import { stackSet } from 'cfn-reach/src/template/system.ts';

/** What a stage deploys, with conditions and references carried out. */
export interface StageResources {
  /** Those that the stage pays for: a network that it shares is another stage's. */
  readonly own: readonly Resource[];
  /** @param id `<stack>/<LogicalId>`, of any stack that the stage builds on */
  find(id: string): Resource | undefined;
}

/**
 * @param packaged every service of the stage, and the network that it shares
 * @throws {InputError} for a template that is none
 */
export async function readResources(
  stage: string,
  settings: ProjectStage,
  region: string,
  packaged: readonly PackagedTemplate[],
): Promise<StageResources> {
  const deployed = deployedTemplates(stage, settings, packaged);
  const system = await loadSystem({ ...systemOf(deployed), region });
  const set = stackSet(system, Assumptions.none());
  const all = new Map(set.ofType(() => true).map((resource) => [resource.id, resource]));
  const ownStacks = new Set(
    packaged.filter((one) => one.stage === stage).map(({ stackName }) => stackName),
  );
  return {
    own: [...all.values()].filter(({ stack }) => ownStacks.has(stack.name)),
    find: (id) => all.get(id),
  };
}
