import * as fc from 'fast-check';
import { contains, countAddresses, overlaps } from '../../src/blocks/block.ts';
import { findFreeBlocks } from '../../src/blocks/free-blocks.ts';
import { makePlan, type PlanInput } from '../../src/plan/make-plan.ts';
import type { Plan } from '../../src/plan/plan.ts';
import type { TierRequest } from '../../src/plan/request.ts';
import { rangeWithUsed } from '../support/arbitraries.ts';

const sizes = (tier: 'public' | 'private') =>
  fc
    .record({ count: fc.integer({ min: 1, max: 4 }), prefix: fc.integer({ min: 20, max: 28 }) })
    .map((value): TierRequest => ({ tier, kind: 'sizes', sizes: value }));

const input = fc
  .record({
    vpc: rangeWithUsed(18, 26, 8),
    requests: fc.tuple(sizes('public'), sizes('private')),
    azs: fc.integer({ min: 1, max: 4 }),
    more: fc.integer({ min: 0, max: 3 }),
  })
  .map(
    ({ vpc, requests, azs, more }): PlanInput => ({
      space: { ranges: [vpc.range], used: vpc.used },
      requests,
      azs,
      reserveAzs: azs + more,
    }),
  );

/** Undefined where there is no room. */
function tryPlan(planInput: PlanInput): Plan | undefined {
  try {
    return makePlan(planInput);
  } catch (error) {
    if (error instanceof Error && error.message.startsWith('no room')) return undefined;
    throw error;
  }
}

const blocksOf = (plan: Plan) => plan.placements.map(({ block }) => block);
const slotOf = ({ tier, az, row }: Plan['placements'][number]) => `${tier} ${az} ${row}`;

describe('a plan', () => {
  it('has blocks that are inside the VPC, aligned, disjoint, and away from the used ones', () => {
    fc.assert(
      fc.property(input, (planInput) => {
        const { space } = planInput;
        const blocks = blocksOf(tryPlan(planInput) ?? { placements: [], warnings: [] });
        for (const [index, block] of blocks.entries()) {
          expect(space.ranges.some((range) => contains(range, block))).toBe(true);
          expect(block.start % countAddresses(block)).toBe(0);
          expect(
            [...space.used, ...blocks.slice(index + 1)].filter((b) => overlaps(b, block)),
          ).toEqual([]);
        }
      }),
    );
  });

  it('gives every subnet the size asked for, and every AZ letter up to the reserve a slot', () => {
    fc.assert(
      fc.property(input, (planInput) => {
        const plan = tryPlan(planInput);
        if (!plan) return;
        for (const request of planInput.requests) {
          if (request.kind !== 'sizes') continue;
          const { count, prefix } = request.sizes;
          const own = plan.placements.filter(({ tier }) => tier === request.tier);
          expect(own.filter(({ state }) => state === 'subnet')).toHaveLength(count);
          expect(own.every(({ block }) => block.prefix === prefix)).toBe(true);
          expect(new Set(own.map(({ az }) => az)).size).toBe(planInput.reserveAzs);
          expect(own).toHaveLength(Math.ceil(count / planInput.azs) * planInput.reserveAzs);
        }
      }),
    );
  });

  it('fails only where the aligned places of the smallest size do not suffice', () => {
    fc.assert(
      fc.property(input, (planInput) => {
        if (tryPlan(planInput)) return;
        // Counting places of each size: the requests of that size and larger, in units of it, exceed the free ones.
        const free = findFreeBlocks(planInput.space.ranges, planInput.space.used);
        const wanted = planInput.requests.flatMap((request) =>
          request.kind === 'sizes'
            ? Array.from(
                { length: Math.ceil(request.sizes.count / planInput.azs) * planInput.reserveAzs },
                () => request.sizes.prefix,
              )
            : [],
        );
        const impossible = [...new Set(wanted)].some((prefix) => {
          const places = free
            .filter((block) => block.prefix <= prefix)
            .reduce((sum, block) => sum + 2 ** (prefix - block.prefix), 0);
          const needed = wanted
            .filter((size) => size <= prefix)
            .reduce((sum, size) => sum + 2 ** (prefix - size), 0);
          return needed > places;
        });
        expect(impossible).toBe(true);
      }),
    );
  });

  it('with kept slots has the same blocks before and after an AZ is added', () => {
    fc.assert(
      fc.property(
        rangeWithUsed(16, 22),
        fc.integer({ min: 20, max: 28 }),
        ({ range, used }, prefix) => {
          const planFor = (azs: number) =>
            tryPlan({
              space: { ranges: [range], used },
              requests: [
                { tier: 'public', kind: 'sizes', sizes: { count: azs, prefix: 28 } },
                { tier: 'private', kind: 'sizes', sizes: { count: azs, prefix } },
              ],
              azs,
              reserveAzs: 4,
            });
          expect(planFor(3) && blocksOf(planFor(3) ?? { placements: [], warnings: [] })).toEqual(
            planFor(2) && blocksOf(planFor(2) ?? { placements: [], warnings: [] }),
          );
        },
      ),
    );
  });

  it('never moves a block of the ledger, whatever is asked for later', () => {
    fc.assert(
      fc.property(input, sizes('public'), sizes('private'), (planInput, pub, priv) => {
        const first = tryPlan({ ...planInput, azs: 4, reserveAzs: 4 });
        if (!first) return;
        const entries = first.placements.filter(({ row }) => row === 0);
        const ledger = { file: 'dev.yml', entries };
        // By now the subnets are deployed, so they are used blocks too.
        const used = [...planInput.space.used, ...entries.map(({ block }) => block)];
        const space = { ranges: planInput.space.ranges, used };
        const later = makePlanOrNothing({
          space,
          requests: [pub, priv],
          azs: 4,
          reserveAzs: 4,
          ledger,
        });
        const before = new Map(entries.map((entry) => [slotOf(entry), entry.block.cidr]));
        for (const placement of later) {
          expect(placement.block.cidr).toBe(before.get(slotOf(placement)));
        }
      }),
    );
  });
});

function makePlanOrNothing(planInput: PlanInput) {
  return (tryPlan(planInput) ?? { placements: [] }).placements;
}
