import { InputError } from '@private-lambda/command-line/input-error';
import type { LiveVpc } from '../aws/read-vpc.ts';
import type { Plan, Warning } from './plan.ts';

/** Addresses that a load balancer wants free in each of its subnets (ELB user guide, Subnets for your load balancer). */
export const ALB_FREE_ADDRESSES = 8;

/** Elastic IPs in a Region until the quota is raised (EC2 user guide, Elastic IP address quota). */
export const ELASTIC_IP_QUOTA = 5;

/**
 * What only the account can tell: subnets of the plan that stand already and are full, and Elastic IPs.
 * @throws {InputError} SUBNETS_ALB_FULL when the internal load balancer would find no room
 */
export function checkAgainstLive({ placements, warnings }: Plan, live: LiveVpc): Plan {
  const more: Warning[] = [];
  for (const { tier, az, state, block } of placements) {
    const subnet = live.subnets.find((one) => one.block.cidr === block.cidr);
    if (state !== 'subnet' || !subnet || subnet.freeAddresses >= ALB_FREE_ADDRESSES) continue;
    const message = `${tier} ${az} ${block.cidr} (${subnet.id}) has ${subnet.freeAddresses} free addresses; a load balancer needs ${ALB_FREE_ADDRESSES}`;
    if (tier === 'private') throw new InputError('SUBNETS_ALB_FULL', message);
    more.push({ code: 'ALB_SUBNET_FULL', message });
  }
  const needsNat = placements.some(({ tier }) => tier === 'public');
  if (needsNat && live.elasticIps >= ELASTIC_IP_QUOTA) {
    more.push({
      code: 'ELASTIC_IP_QUOTA',
      message: `${live.elasticIps} Elastic IPs are in use in the Region, the default quota is ${ELASTIC_IP_QUOTA}: a NAT gateway needs one`,
    });
  }
  return { placements, warnings: [...warnings, ...more] };
}
