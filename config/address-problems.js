import { containsCidr, normalizeCidr, overlapCidr } from 'cidr-tools';
import { subnetTiers } from './subnet-tiers.js';

/** @typedef {Readonly<Record<string, string | undefined>>} Blocks by AZ letter */

/**
 * The address plan of a stage: one block per tier and AZ letter, cut from a range of the VPC.
 * @typedef {{
 *   vpcCidr: string,
 *   existingVpc?: { cidrs: readonly string[] } | undefined,
 *   publicSubnetCidrs?: Blocks | undefined,
 *   privateSubnetCidrs: Blocks,
 * }} AddressPlan
 */

/**
 * What AWS would refuse, one line each: a block that does not start where it says, a slot outside the VPC, two slots
 * that overlap. Unused slots count, so that growing into them never fails.
 * @param {AddressPlan} plan
 */
export function addressProblems(plan) {
  const { vpcCidr, existingVpc } = plan;
  const ranges = existingVpc?.cidrs ?? [vpcCidr];
  const slots = subnetTiers(plan).flatMap(({ key, blocks }) =>
    Object.entries(blocks).flatMap(([letter, cidr]) =>
      typeof cidr === 'string' ? [{ slot: `${key}.${letter}`, cidr }] : [],
    ),
  );
  const blocks = [...ranges.map((cidr) => ({ slot: 'vpcCidr', cidr })), ...slots];
  return [
    ...blocks
      .filter(({ cidr }) => normalizeCidr(cidr) !== cidr)
      .map(({ slot, cidr }) => `${slot} ${cidr} starts at ${normalizeCidr(cidr)}`),
    ...slots
      .filter(({ cidr }) => !ranges.some((range) => containsCidr(range, cidr)))
      .map(({ slot, cidr }) => `${slot} ${cidr} is outside ${ranges.join(', ')}`),
    ...slots.flatMap((one, index) =>
      slots
        .slice(index + 1)
        .filter((other) => overlapCidr(one.cidr, other.cidr))
        .map((other) => `${one.slot} ${one.cidr} overlaps ${other.slot} ${other.cidr}`),
    ),
  ];
}
