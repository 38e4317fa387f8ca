import type { Stage } from '../../../config/stage.js';
import type { PlannedStack } from './preflight/deployment.ts';

const TYPE = 'AWS::ApiGatewayV2::Api';

/**
 * A stage that is kept safe otherwise, and whose HTTP API anybody may call.
 * @returns one line for such a stage
 */
export function openApiWarning(
  stage: string,
  { authorizer, deletionProtection }: Pick<Stage, 'authorizer' | 'deletionProtection'>,
  stacks: readonly Pick<PlannedStack, 'resources'>[],
): string | undefined {
  const deploysApi = stacks.some(({ resources }) => resources.some(({ type }) => type === TYPE));
  if (!deploysApi || !deletionProtection || authorizer !== 'none') return undefined;
  return `warning: authorizer is none: whoever knows the address of the HTTP API can call it; expected jwt or iam in config/stages/${stage}.yml (docs/who-may-call.md)`;
}
