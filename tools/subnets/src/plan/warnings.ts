import type { Ledger, Placement, Warning } from './plan.ts';
import { countSubnets, TIERS, type TierRequest } from './request.ts';
import type { Slot } from './slots.ts';
import { toAzLetter } from './slots.ts';

export function warnAboutAzs(requests: readonly TierRequest[], azs: number): Warning[] {
  const warnings: Warning[] = [];
  if (azs === 1) {
    warnings.push({
      code: 'ALB_ONE_AZ',
      message: 'one AZ: a load balancer needs subnets in at least two',
    });
  }
  for (const request of requests) {
    const count = countSubnets(request);
    const rest = count % azs;
    if (rest === 0) continue;
    const letters = Array.from({ length: azs }, (_, index) => toAzLetter(index));
    warnings.push({
      code: 'AZS_UNEVEN',
      message: `${request.tier}: ${count} subnets over ${azs} AZs, so ${letters.slice(rest).join(', ')} ${azs - rest === 1 ? 'has' : 'have'} one less than ${letters.slice(0, rest).join(', ')}`,
    });
  }
  return warnings;
}

/** The smallest subnet that Elastic Load Balancing advises (ELB user guide, Subnets for your load balancer). */
const ALB_PREFIX = 27;

const ALB_OF_TIER = {
  public:
    'an internet-facing load balancer there has little room to grow (NAT gateways alone are fine)',
  private:
    'the internal load balancer has little room to grow: it can take 100 addresses over its subnets',
} as const;

export function warnAboutSizes(placements: readonly Placement[]): Warning[] {
  return TIERS.flatMap((tier) => {
    const small = placements.filter(
      (placement) =>
        placement.tier === tier &&
        placement.state === 'subnet' &&
        placement.block.prefix > ALB_PREFIX,
    );
    if (small.length === 0) return [];
    const blocks = small.map(({ block }) => block.cidr).join(', ');
    return [
      {
        code: 'ALB_SUBNET_SMALL',
        message: `${tier}: smaller than /${ALB_PREFIX} (${blocks}): ${ALB_OF_TIER[tier]}`,
      },
    ];
  });
}

/** The ledger wins over a size; the user learns it. */
export function warnAboutKept(slots: readonly Slot[], { file, entries }: Ledger): Warning[] {
  return slots.flatMap(({ tier, az, row, prefix }) => {
    const entry = row === 0 && entries.find((one) => one.tier === tier && one.az === az);
    if (!entry || entry.block.prefix === prefix) return [];
    return [
      {
        code: 'LEDGER_KEPT',
        message: `${tier} ${az} stays ${entry.block.cidr}, as ${file} has it (asked: a /${prefix})`,
      },
    ];
  });
}
