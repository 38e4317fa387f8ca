import { NETWORK } from '../../../../config/names.js';
import type { Stage } from '../../../../config/stage.js';
import type { PlannedStack } from './deployment.ts';

/** Parameter of the network's stack that says in which VPC it stands. */
const PARAMETER = 'ExistingVpcId';

/**
 * A network that stands cannot move: another VPC would replace everything in it.
 * @returns one line when the stage says another VPC than the network stands in
 */
export function checkVpcMode(
  { existingVpc }: Pick<Stage, 'existingVpc'>,
  { service, name, deployed }: Pick<PlannedStack, 'service' | 'name' | 'deployed'>,
): readonly string[] {
  if (service !== NETWORK || !deployed) return [];
  const parameter = deployed.Parameters?.find(({ ParameterKey }) => ParameterKey === PARAMETER);
  const found = parameter?.ParameterValue ?? '';
  const wanted = existingVpc?.id ?? '';
  if (found === wanted) return [];
  const show = (id: string) => id || 'a VPC of its own';
  return [
    `network: stack ${name} stands in ${show(found)}, and the stage file says ${show(wanted)}; a network does not move: expected existingVpc as it was, or another stage`,
  ];
}
