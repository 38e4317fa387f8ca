import type { DeployedSystem } from '../system/deployed-system.ts';
import { BrokenClaimError } from './broken-claim-error.ts';

const stacks = ['network', 'protectedApi', 'publicCaller'] as const;

/**
 * An update adds exports and changes none.
 * @throws BrokenClaimError that names the export whose value changed
 */
export function keepsExports(before: DeployedSystem, after: DeployedSystem): void {
  for (const stack of stacks) {
    for (const [key, value] of before[stack].outputs) {
      const now = after[stack].outputs.get(key);
      if (now === value) continue;
      const name = after[stack].exports.get(key) ?? before[stack].exports.get(key);
      throw new BrokenClaimError(`export ${name} changed from ${value} to ${now ?? 'nothing'}`);
    }
  }
}
