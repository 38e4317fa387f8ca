import { containsCidr, normalizeCidr, overlapCidr } from 'cidr-tools';

/**
 * The address plan of a stage: one block per tier and AZ letter, cut from the VPC's.
 * @typedef {{
 *   vpcCidr: string,
 *   publicSubnetCidrs: Readonly<Record<string, string>>,
 *   privateSubnetCidrs: Readonly<Record<string, string>>,
 * }} AddressPlan
 */

/**
 * What AWS would refuse, one line each: a block that does not start where it says, a slot outside the VPC, two slots
 * that overlap. Unused slots count, so that growing into them never fails.
 * @param {AddressPlan} plan
 */
export function addressProblems({ vpcCidr, publicSubnetCidrs, privateSubnetCidrs }) {
  const slots = Object.entries({ publicSubnetCidrs, privateSubnetCidrs }).flatMap(
    ([tier, blocks]) =>
      Object.entries(blocks).map(([letter, cidr]) => ({ slot: `${tier}.${letter}`, cidr })),
  );
  const blocks = [{ slot: 'vpcCidr', cidr: vpcCidr }, ...slots];
  return [
    ...blocks
      .filter(({ cidr }) => normalizeCidr(cidr) !== cidr)
      .map(({ slot, cidr }) => `${slot} ${cidr} starts at ${normalizeCidr(cidr)}`),
    ...slots
      .filter(({ cidr }) => !containsCidr(vpcCidr, cidr))
      .map(({ slot, cidr }) => `${slot} ${cidr} is outside ${vpcCidr}`),
    ...slots.flatMap((one, index) =>
      slots
        .slice(index + 1)
        .filter((other) => overlapCidr(one.cidr, other.cidr))
        .map((other) => `${one.slot} ${one.cidr} overlaps ${other.slot} ${other.cidr}`),
    ),
  ];
}
