import { AZ_LETTERS_IN_USE } from '../../../../config/az-letters.js';
import { NETWORK } from '../../../../config/names.js';
import type { Stage } from '../../../../config/stage.js';
import type { OwnStack } from '../own-stacks.ts';

/** Parameters of the network's stack that say in which VPC it stands, and in which subnets of it. */
const VPC = 'ExistingVpcId';
const GATEWAY = 'ExistingInternetGatewayId';
const SUBNET = { Public: 'ExistingPublicSubnet', Private: 'ExistingPrivateSubnet' } as const;

/**
 * A network that stands cannot move: another VPC would replace everything in it, another subnet its NAT gateway, and
 * other stacks import the subnets' ids.
 * @returns one line when the stage says another VPC, or other subnets of it, than the network stands in
 */
export function checkVpcMode(
  { existingVpc }: Pick<Stage, 'existingVpc'>,
  stacks: readonly OwnStack[],
): string | undefined {
  const network = stacks.find(({ service }) => service === NETWORK);
  if (!network) return undefined;
  const { Parameters = [] } = network.stack;
  const parameter = (key: string) =>
    Parameters.find(({ ParameterKey }) => ParameterKey === key)?.ParameterValue;
  const found = parameter(VPC);
  if (existingVpc && found === existingVpc.id) {
    const moved = movedSubnets(existingVpc, parameter);
    if (moved.length === 0) return undefined;
    return `network: ${moved.join('; ')}; what stands in a subnet does not move: expected existingVpc as it was in stack ${network.name}, or another stage`;
  }
  if ((found ?? '') === (existingVpc?.id ?? '')) return undefined;
  const show = (id: string | undefined) => id || 'a VPC of its own';
  return `network: stack ${network.name} stands in ${show(found)}, and the stage file says ${show(existingVpc?.id)}; a network does not move: expected existingVpc as it was, or another stage`;
}

const OWN = 'one of its own';

/** Subnets by letter that are others now than the stack has. A tier or letter that comes or goes moves nothing. */
function movedSubnets(
  { internetGatewayId, publicSubnetIds, privateSubnetIds }: NonNullable<Stage['existingVpc']>,
  parameter: (key: string) => string | undefined,
): string[] {
  const tiers = [
    {
      tier: 'Public',
      ids: publicSubnetIds,
      isThere: Boolean(parameter(GATEWAY)) && internetGatewayId !== undefined,
    },
    { tier: 'Private', ids: privateSubnetIds, isThere: true },
  ] as const;
  return tiers
    .filter(({ isThere }) => isThere)
    .flatMap(({ tier, ids }) => {
      const wasOwn = !parameter(`${SUBNET[tier]}A`);
      return AZ_LETTERS_IN_USE.flatMap((letter) => {
        const before = wasOwn ? OWN : parameter(`${SUBNET[tier]}${letter}`);
        const now = ids ? ids[letter] : OWN;
        if (!before || !now || before === now) return [];
        return [
          `${tier.toLowerCase()} subnet ${letter} is ${before}, and the stage file says ${now}`,
        ];
      });
    });
}
