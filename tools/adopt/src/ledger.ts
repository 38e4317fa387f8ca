import { ADDRESS_SLOTS, type AddressSlot } from '../../../config/az-letters.js';
import type { Stage } from '../../../config/stage.js';
import type { Ledger } from './adoption.ts';

/** @returns the zones alone where the stage stands in no VPC yet, or in another one */
export function readLedger(
  stage: Pick<Stage, 'existingVpc' | 'azNames' | 'privateSubnetCidrs' | 'publicSubnetCidrs'>,
  vpcId: string,
): Ledger {
  const { existingVpc, azNames, privateSubnetCidrs, publicSubnetCidrs } = stage;
  const zones = textsOf(azNames);
  if (existingVpc?.id !== vpcId) return { zones, private: new Map(), public: new Map() };
  const { privateSubnetIds, publicSubnetIds } = existingVpc;
  const ids = [...textsOf(privateSubnetIds).values()];
  return {
    zones,
    private: textsOf(privateSubnetCidrs),
    public: textsOf(publicSubnetCidrs),
    ...(ids.length > 0 && { privateSubnetIds: ids }),
    ...(publicSubnetIds && { publicSubnetIds: Object.fromEntries(textsOf(publicSubnetIds)) }),
  };
}

/** Zones that are counted from the list of the Region are no names yet. */
function textsOf(
  slots: Readonly<Partial<Record<AddressSlot, unknown>>> = {},
): Map<AddressSlot, string> {
  return new Map(
    ADDRESS_SLOTS.flatMap((letter): [AddressSlot, string][] => {
      const value = slots[letter];
      return typeof value === 'string' ? [[letter, value]] : [];
    }),
  );
}
