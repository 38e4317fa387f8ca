import type { Stack } from '@aws-sdk/client-cloudformation';
import type { PackagedTemplate } from '@private-lambda/packaging/package-templates';
import { type PackagedResource, readPackaged } from '@private-lambda/system/read-packaged';
import { stackNameOf } from '@private-lambda/system/stack-name';
import type { Stage } from '../../../../config/stage.js';
import type { OwnStack } from '../own-stacks.ts';

/** A stack as a deploy would make it, and as it is. */
export interface PlannedStack {
  /** A folder of `services/`. */
  readonly service: string;
  readonly name: string;
  /** Of the packaged template. */
  readonly resources: readonly PackagedResource[];
  /** Undefined before the first deploy. */
  readonly deployed: Stack | undefined;
}

/** What a deploy is about. */
export interface Deployment {
  readonly stage: string;
  readonly settings: Stage;
  readonly stacks: readonly PlannedStack[];
}

/**
 * @param packaged the templates of the stage
 * @param owned the stacks that are there
 */
export function plan(
  service: string,
  stage: string,
  packaged: readonly PackagedTemplate[],
  owned: readonly OwnStack[],
): PlannedStack {
  const template = packaged.find((one) => one.service === service && one.stage === stage);
  return {
    service,
    name: stackNameOf(service, stage),
    resources: template ? readPackaged(template) : [],
    deployed: owned.find((stack) => stack.service === service)?.stack,
  };
}
