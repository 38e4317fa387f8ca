import { NETWORK } from '../../../../config/names.js';
import type { Stage } from '../../../../config/stage.js';
import type { OwnStack } from '../own-stacks.ts';

/** Parameter of the network's stack that says in which VPC it stands. */
const PARAMETER = 'ExistingVpcId';

/**
 * A network that stands cannot move: another VPC would replace everything in it.
 * @returns one line when the stage says another VPC than the network stands in
 */
export function checkVpcMode(
  { existingVpc }: Pick<Stage, 'existingVpc'>,
  stacks: readonly OwnStack[],
): string | undefined {
  const network = stacks.find(({ service }) => service === NETWORK);
  if (!network) return undefined;
  const { Parameters = [] } = network.stack;
  const found = Parameters.find(({ ParameterKey }) => ParameterKey === PARAMETER)?.ParameterValue;
  if ((found ?? '') === (existingVpc?.id ?? '')) return undefined;
  const show = (id: string | undefined) => id || 'a VPC of its own';
  return `network: stack ${network.name} stands in ${show(found)}, and the stage file says ${show(existingVpc?.id)}; a network does not move: expected existingVpc as it was, or another stage`;
}
