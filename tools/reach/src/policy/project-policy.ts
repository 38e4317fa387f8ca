import { join } from 'node:path';
import type { PackagedTemplate } from '@private-lambda/packaging/package-templates';
import { repositoryRoot } from '@private-lambda/packaging/repository-root';
import type { PolicyInput } from './check-policy.ts';

/**
 * The project's own claims about one stage, with the values that a deploy would send. Every service can be packaged;
 * the optional one is a part of the system where the network makes room for it.
 */
export function projectPolicy(packaged: readonly PackagedTemplate[]): PolicyInput {
  const hasEcsCaller = packaged.some(({ parameters }) => parameters['WithEcsCaller'] === 'true');
  const deployed = packaged.filter(({ service }) => service !== 'ecs-caller' || hasEcsCaller);
  return {
    policyFile: join(repositoryRoot, 'reach.yml'),
    stacks: deployed.map(({ stackName, templateFile }) => ({
      name: stackName,
      file: templateFile,
    })),
    parameters: new Map(
      deployed.map(({ stackName, parameters }) => [stackName, new Map(Object.entries(parameters))]),
    ),
  };
}
