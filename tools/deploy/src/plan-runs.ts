import { InputError } from '@private-lambda/command-line/input-error';
import type { Stage } from '../../../config/stage.js';

/** Services that serverless-compose.yml does not list: they come only when they are asked for. */
export const OPTIONAL_SERVICES = ['ecs-caller'] as const;

export interface RunRequest {
  readonly command: 'deploy' | 'remove';
  readonly stage: string;
  readonly settings: Pick<Stage, 'ecsCaller'>;
  /** One service alone. */
  readonly service?: string | undefined;
  /** An optional service, with all the others. */
  readonly with?: string | undefined;
}

/**
 * What osls is run on, in this order: a service, or all of serverless-compose.yml (undefined). What is optional calls
 * the others, so it comes last and goes first.
 * @throws InputError when the stage does not have the service
 */
export function planRuns(request: RunRequest): readonly (string | undefined)[] {
  const { command, stage, settings, service, with: optional } = request;
  if (service !== undefined && optional !== undefined) {
    throw new InputError(
      'DEPLOY_OPTIONS_CONFLICT',
      `--service ${service} is one service alone, --with ${optional} all of them; expected one of the two`,
    );
  }
  const wantsEcsCaller = [service, optional].includes('ecs-caller');
  if (command === 'deploy' && wantsEcsCaller && !settings.ecsCaller) {
    throw new InputError(
      'DEPLOY_ECS_CALLER_OFF',
      `Stage "${stage}" has no ECS caller: set ecsCaller, certificateArn and image in config/stages/${stage}.yml, and deploy network with it (docs/ecs-caller.md)`,
    );
  }
  if (optional === undefined) return [service];
  return command === 'deploy' ? [undefined, optional] : [optional, undefined];
}
