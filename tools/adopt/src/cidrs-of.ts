import type { Snapshot } from '@private-lambda/inventory/snapshot';

/** IPv4 ranges of the VPC, the primary one first; those on their way out are none. */
export function cidrsOf({ Vpcs = [] }: Snapshot): readonly string[] {
  const [{ CidrBlock = '', CidrBlockAssociationSet = [] } = {}] = Vpcs;
  const associated = CidrBlockAssociationSet.filter(
    ({ CidrBlockState }) => (CidrBlockState?.State ?? 'associated') === 'associated',
  ).flatMap((association) => association.CidrBlock ?? []);
  return [...new Set([CidrBlock, ...associated])];
}
