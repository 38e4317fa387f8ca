import { EXIT_NO } from '@private-lambda/command-line/exit-codes';
import { say } from '@private-lambda/command-line/say';
import { listDeployedStages } from '@private-lambda/packaging/list-stages';
import { readStage } from '@private-lambda/packaging/read-stage';
import { checkFormat } from '../format/check-formats.ts';
import { inventoryOfStage } from '../inventory/inventory-of-stage.ts';
import { checkStage } from '../project/check-stage.ts';

export interface CheckProjectOptions {
  /** Left out: every stage that is deployed. */
  readonly stage?: readonly string[];
  /** File with a snapshot of the VPC, for stages that stand in an existing one. */
  readonly inventory?: string;
  readonly format: string;
}

/** `reach check-project`: what CI and a deploy check, on the templates of the work tree as it is. */
export async function checkProject({
  stage: stages = listDeployedStages(),
  format: name,
  inventory,
}: CheckProjectOptions): Promise<void> {
  const format = checkFormat(name);
  const settings = stages.map((stage) => ({ stage, ...readStage(stage) }));
  const inventoryOf =
    inventory === undefined ? () => undefined : inventoryOfStage(settings, inventory);
  const results = [];
  for (const { stage, ...rest } of settings) {
    const file = inventoryOf({ stage, ...rest });
    const { existingVpc } = rest;
    if (existingVpc && file === undefined) say(notKnown(stage, existingVpc.id));
    results.push(await checkStage(stage, rest, file));
  }
  process.stdout.write(`${format(results, stages)}\n`);
  if (results.some(({ satisfied }) => !satisfied)) process.exitCode = EXIT_NO;
}

const notKnown = (stage: string, vpcId: string) =>
  `note: stage ${stage} stands in ${vpcId}, and what is in it is not known: npm run inventory -- --vpc-id ${vpcId} --out vpc.json, then --inventory vpc.json`;
