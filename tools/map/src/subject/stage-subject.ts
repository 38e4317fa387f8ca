import { say } from '@private-lambda/command-line/say';
import { readStage } from '@private-lambda/packaging/read-stage';
import { inventoryOfStage } from 'cfn-reach/src/inventory/inventory-of-stage.ts';
import { loadSystem } from 'cfn-reach/src/loading/load-system.ts';
import { packageStage } from 'cfn-reach/src/project/check-stage.ts';
import { projectPolicy } from 'cfn-reach/src/project/project-policy.ts';
import type { Subject } from './subject.ts';

/**
 * Packages stages of this project as they would be deployed, with the claims of reach.yml.
 * @param inventory file with a snapshot of the VPC, for stages that stand in an existing one
 * @throws InputError
 */
export async function stageSubjects(
  stages: readonly string[],
  inventory: string | undefined,
): Promise<Subject[]> {
  const settings = stages.map((stage) => ({ stage, ...readStage(stage) }));
  const inventoryOf =
    inventory === undefined ? () => undefined : inventoryOfStage(settings, inventory);
  const subjects: Subject[] = [];
  for (const { stage, ...rest } of settings) {
    say(`packaging ${stage} …`);
    const packaged = await packageStage(stage, rest);
    const input = projectPolicy(stage, rest, packaged, inventoryOf({ stage, ...rest }));
    subjects.push({ name: stage, system: await loadSystem(input), policy: input });
  }
  return subjects;
}
