import type { Interface, LabNetwork } from './model.ts';

/** The VPC in which an interface is; undefined for one whose subnet is not in the network. */
export function vpcOf(
  { subnets }: Pick<LabNetwork, 'subnets'>,
  { subnet }: Pick<Interface, 'subnet'>,
): string | undefined {
  return subnets.find(({ id }) => id === subnet)?.vpc;
}

/** A VPC, and those that it is peered with. */
export function joinedVpcs({ peerings }: Pick<LabNetwork, 'peerings'>, vpc: string): Set<string> {
  return new Set([vpc, ...peerings.flatMap(({ vpcs }) => (vpcs.includes(vpc) ? vpcs : []))]);
}
