import type { AddressSlot } from '../../../config/az-letters.js';
import type { Adoption } from './adoption.ts';

/** What would stand where, for people: one line each. */
export function describeAdoption(stage: string, adoption: Adoption): readonly string[] {
  const { existingVpc, azNames, publicSubnetCidrs, privateSubnetCidrs, notes } = adoption;
  const tier = (
    name: string,
    blocks: ReadonlyMap<AddressSlot, string>,
    ids: Readonly<Partial<Record<AddressSlot, string>>> | undefined,
  ) =>
    [...blocks].map(
      ([letter, cidr]) =>
        `  ${name} ${letter}  ${azNames.get(letter)}  ${cidr}  ${ids?.[letter] ?? 'new'}`,
    );
  return [
    `Stage ${stage} in ${existingVpc.id} (${existingVpc.cidrs.join(', ')}):`,
    ...tier('private', privateSubnetCidrs, existingVpc.privateSubnetIds),
    ...tier('public ', publicSubnetCidrs, existingVpc.publicSubnetIds),
    ...(existingVpc.internetGatewayId ? [`  out through ${existingVpc.internetGatewayId}`] : []),
    ...(existingVpc.interfaceEndpoints?.logs
      ? [`  CloudWatch Logs through ${existingVpc.interfaceEndpoints.logs.id}`]
      : []),
    ...notes.map((note) => `note: ${note}`),
  ];
}
