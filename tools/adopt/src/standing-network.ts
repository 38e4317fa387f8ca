import type { Stack } from '@aws-sdk/client-cloudformation';
import { parameterOf } from '@private-lambda/aws/find-stack';
import { undeployableProblem } from '@private-lambda/osls-plugin/stack-status';
import { type AddressSlot, AZ_LETTERS_IN_USE } from '../../../config/az-letters.js';
import { hasPublicSubnets } from '../../../config/existing-vpc.js';
import type { Stage } from '../../../config/stage.js';

/** Parameters of the network's stack that say in which VPC it stands, and in which subnets of it. */
const VPC = 'ExistingVpcId';
const GATEWAY = 'ExistingInternetGatewayId';
const SUBNET = { Public: 'ExistingPublicSubnet', Private: 'ExistingPrivateSubnet' } as const;

/** The network of the stage, when it has been deployed before. */
export type StandingNetwork = Pick<Stack, 'StackName' | 'Parameters'>;

/**
 * A stack whose first deploy failed, or that somebody is changing, stands nowhere yet: the deploy refuses it, too.
 * @returns one line with the way out
 */
export function unsettled(
  network: Pick<Stack, 'StackName' | 'StackStatus'> | undefined,
): string | undefined {
  return network && undeployableProblem(network.StackName ?? '', network.StackStatus);
}

/**
 * A network that stands cannot move into another VPC: everything in it would be replaced.
 * @param id of the VPC that it would stand in; undefined for one of its own
 * @param asked who says so: `the stage file`, `--vpc-id`
 * @returns one line when it stands in another one
 */
export function otherVpc(
  network: StandingNetwork | undefined,
  id: string | undefined,
  asked: string,
): string | undefined {
  const found = network && (parameterOf(network, VPC) ?? '');
  if (found === undefined || found === (id ?? '')) return undefined;
  const show = (vpc: string | undefined) => vpc || 'a VPC of its own';
  return `network: stack ${network?.StackName} stands in ${show(found)}, and ${asked} says ${show(id)}; a network does not move: expected existingVpc as it was, or another stage`;
}

type Ids = Readonly<Partial<Record<AddressSlot, string | undefined>>>;

/** What of a stage says in which subnets its network stands. */
interface NetworkStage extends Pick<Stage, 'azs' | 'natMode' | 'ecsCaller'> {
  readonly existingVpc?:
    | {
        readonly internetGatewayId?: string | undefined;
        readonly publicSubnetIds?: Ids | undefined;
        readonly privateSubnetIds?: Ids | undefined;
      }
    | undefined;
}

/**
 * Nor do its parts move into other subnets: the NAT gateway would be replaced, and other stacks import the subnets' ids.
 * @returns one line when it stands in other subnets
 */
export function otherSubnets(
  network: StandingNetwork | undefined,
  stage: NetworkStage,
  asked: string,
): string | undefined {
  const moved = network ? movedSubnets(stage, network, asked) : [];
  if (moved.length === 0) return undefined;
  return `network: ${moved.join('; ')}; what stands in a subnet does not move: expected existingVpc as it was in stack ${network?.StackName}, or another stage`;
}

const OWN = 'one of its own';

/** Subnets by letter that are others now than the stack has. A tier or letter that comes or goes moves nothing. */
function movedSubnets(stage: NetworkStage, network: StandingNetwork, asked: string): string[] {
  if (!stage.existingVpc) return [];
  const { publicSubnetIds, privateSubnetIds } = stage.existingVpc;
  const tiers = [
    {
      tier: 'Public',
      ids: publicSubnetIds,
      isThere: hadPublicSubnets(network) && hasPublicSubnets(stage),
    },
    { tier: 'Private', ids: privateSubnetIds, isThere: true },
  ] as const;
  return tiers
    .filter(({ isThere }) => isThere)
    .flatMap(({ tier, ids }) => {
      const wasOwn = !parameterOf(network, `${SUBNET[tier]}A`);
      return AZ_LETTERS_IN_USE.flatMap((letter) => {
        const before = wasOwn ? OWN : parameterOf(network, `${SUBNET[tier]}${letter}`);
        const now = ids ? ids[letter] : OWN;
        if (!before || !now || before === now) return [];
        return [`${tier.toLowerCase()} subnet ${letter} is ${before}, and ${asked} says ${now}`];
      });
    });
}

function hadPublicSubnets(network: StandingNetwork): boolean {
  return hasPublicSubnets({
    natMode: parameterOf(network, 'NatMode'),
    ecsCaller: parameterOf(network, 'WithEcsCaller') === 'true',
    existingVpc: {
      internetGatewayId: parameterOf(network, GATEWAY) || undefined,
      publicSubnetIds: parameterOf(network, `${SUBNET.Public}A`) ? {} : undefined,
    },
  });
}
