import { visibleText } from '@private-lambda/command-line/visible-text';
import { countUsable } from '../blocks/block.ts';
import { findFreeBlocks } from '../blocks/free-blocks.ts';
import type { Part } from '../picture/part.ts';
import { drawTable } from '../picture/table.ts';
import type { Entry, Plan } from '../plan/plan.ts';
import type { AddressSpace } from '../space/address-space.ts';

/** A plan as programs read it. */
export function describePlan({ placements, warnings }: Plan) {
  const of = (state: 'subnet' | 'reserved') =>
    placements.filter((placement) => placement.state === state);
  return {
    subnets: of('subnet').map(({ tier, az, block }) => ({
      tier,
      az,
      cidr: block.cidr,
      usable: countUsable(block),
    })),
    reserved: of('reserved').map(({ tier, az, block }) => ({ tier, az, cidr: block.cidr })),
    warnings,
  };
}

/** A plan as people read it, with the reason of every choice. */
export function drawPlan({ placements, warnings }: Plan): string {
  const table = drawTable(
    ['tier', 'AZ', 'block', '#usable', 'use', 'why this block'],
    placements.map(({ tier, az, state, block, reason }) => [
      tier,
      az,
      block.cidr,
      countUsable(block),
      state === 'subnet' ? 'now' : 'kept for growth',
      reason,
    ]),
  );
  const lines = warnings.map(({ code, message }) => visibleText(`warning ${code}: ${message}`));
  return [table, ...(lines.length > 0 ? ['', ...lines] : [])].join('\n');
}

/**
 * The VPC with the plan in it.
 * @param written the ledger's blocks: also those that this plan does not ask for are not free
 */
export function toParts(
  { placements }: Plan,
  { ranges, used }: AddressSpace,
  written: readonly Entry[] = [],
): Part[] {
  const parts = new Map<string, Part>();
  for (const block of used) parts.set(block.cidr, { kind: 'used', block });
  for (const { tier, az, block } of written) {
    parts.set(block.cidr, { kind: 'kept', block, label: `${tier} ${az}` });
  }
  for (const { tier, az, state, block } of placements) {
    const kind = state === 'subnet' ? 'planned' : 'kept';
    parts.set(block.cidr, { kind, block, label: `${tier} ${az}` });
  }
  const taken = [...parts.values()];
  const free = findFreeBlocks(
    ranges,
    taken.map(({ block }) => block),
  );
  return [...taken, ...free.map((block): Part => ({ kind: 'free', block }))];
}
