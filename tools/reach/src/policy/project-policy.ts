import { join } from 'node:path';
import type { PackagedTemplate } from '@private-lambda/packaging/package-templates';
import { repositoryRoot } from '@private-lambda/packaging/repository-root';
import type { PolicyInput } from './check-policy.ts';

/** The project's own claims about one stage, with the values that a deploy would send. */
export function projectPolicy(packaged: readonly PackagedTemplate[]): PolicyInput {
  return {
    policyFile: join(repositoryRoot, 'reach.yml'),
    stacks: packaged.map(({ stackName, templateFile }) => ({
      name: stackName,
      file: templateFile,
    })),
    parameters: new Map(
      packaged.map(({ stackName, parameters }) => [stackName, new Map(Object.entries(parameters))]),
    ),
  };
}
