import { InputError } from '@private-lambda/command-line/input-error';
import { ECS_CALLER, NETWORK } from '../../../config/names.js';
import type { Stage } from '../../../config/stage.js';
import { serviceNamed } from './service-named.ts';
import { readServiceOrder } from './service-order.ts';

export interface Target {
  readonly stage: string;
  /** One service alone. */
  readonly service?: string | undefined;
  /** An optional service, with all the others. */
  readonly with?: string | undefined;
  /** All that the stage file switches on: the ECS caller, too, where it has one. */
  readonly whole?: boolean | undefined;
}

/**
 * The services that a deploy is about, in its order; a removal takes them in the reverse. What is optional calls the
 * others, so it comes last. A stage that shares the network of another leaves that network alone.
 * @throws InputError when there is no such service, or the options contradict each other
 */
export function chooseServices(
  { stage, service, with: asked, whole }: Target,
  { networkStage, ecsCaller }: Pick<Stage, 'networkStage' | 'ecsCaller'>,
): readonly string[] {
  const optional = asked ?? (whole && ecsCaller ? ECS_CALLER : undefined);
  if (service !== undefined && (asked !== undefined || whole)) {
    const other = whole ? '--whole' : `--with ${asked}`;
    throw new InputError(
      'DEPLOY_OPTIONS_CONFLICT',
      `--service ${service} is one service alone, ${other} all of them; expected one of the two`,
    );
  }
  const sharesNetwork = networkStage !== stage;
  if (service === NETWORK && sharesNetwork) {
    throw new InputError(
      'DEPLOY_NETWORK_SHARED',
      `Stage "${stage}" uses the network of stage "${networkStage}"; expected --stage ${networkStage} --service network`,
    );
  }
  if (service !== undefined) return [serviceNamed(service)];
  const all = readServiceOrder().filter((each) => !(sharesNetwork && each === NETWORK));
  return optional === undefined ? all : [...all, optional];
}

/** @throws InputError when the stage has no place for the optional service */
export function requireEcsCaller(
  stage: string,
  services: readonly string[],
  { ecsCaller }: Pick<Stage, 'ecsCaller'>,
): void {
  if (ecsCaller || !services.includes(ECS_CALLER)) return;
  throw new InputError(
    'DEPLOY_ECS_CALLER_OFF',
    `Stage "${stage}" has no ECS caller: set ecsCaller, ecsCertificateArn and image in config/stages/${stage}.yml, and deploy network with it (docs/ecs-caller.md)`,
  );
}
