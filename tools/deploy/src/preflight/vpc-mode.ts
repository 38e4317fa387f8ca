import type { Stack } from '@aws-sdk/client-cloudformation';
import type { Stage } from '../../../../config/stage.js';

/** Parameter of the network's stack that says in which VPC it stands. */
const PARAMETER = 'ExistingVpcId';

/**
 * A network that stands cannot move: another VPC would replace everything in it.
 * @param stack the network's, as it is deployed
 * @returns one line when the stage says another VPC than it stands in
 */
export function checkVpcMode(stack: Stack | undefined, { existingVpc }: Stage): readonly string[] {
  const deployed = stack?.Parameters?.find(({ ParameterKey }) => ParameterKey === PARAMETER);
  const found = deployed?.ParameterValue ?? '';
  const wanted = existingVpc?.id ?? '';
  if (!stack || found === wanted) return [];
  const name = (id: string) => id || 'a VPC of its own';
  return [
    `${stack.StackName} stands in ${name(found)}, and the stage file says ${name(wanted)}: a network does not move; expected existingVpc as it was, or a new stage`,
  ];
}
