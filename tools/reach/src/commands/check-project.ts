import { readStage } from '@private-lambda/packaging/read-stage';
import { formatCheck } from '../format/check-text.ts';
import { checkStage } from '../project/check-stage.ts';

export interface CheckProjectOptions {
  readonly stage: readonly string[];
  /** File with a snapshot of the VPC, for stages that stand in an existing one. */
  readonly inventory?: string;
}

/** `reach check-project`: what CI and a deploy check, on the templates of the work tree as it is. */
export async function checkProject({
  stage: stages,
  inventory,
}: CheckProjectOptions): Promise<void> {
  const settings = stages.map((stage) => ({ stage, ...readStage(stage) }));
  for (const { stage, ...rest } of settings) {
    const result = await checkStage(stage, rest, inventory);
    process.stdout.write(`== ${stage}\n${formatCheck(result)}\n`);
    if (!result.satisfied) process.exitCode = 1;
  }
}
