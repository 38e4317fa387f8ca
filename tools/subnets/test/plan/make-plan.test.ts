import { toBlock } from '../../src/blocks/block.ts';
import { makePlan, type PlanInput } from '../../src/plan/make-plan.ts';
import { readTierRequest } from '../../src/plan/request.ts';
import { createAddressSpace } from '../../src/space/address-space.ts';

const VPC = ['172.30.0.0/16'];
const USED = ['172.30.0.0/20', '172.30.16.0/20', '172.30.32.0/20'];

const space = (vpc: readonly string[] = VPC, used: readonly string[] = USED) =>
  createAddressSpace(vpc.map(toBlock), used.map(toBlock));

function plan(overrides: Partial<PlanInput> & { readonly pub?: string; readonly priv?: string }) {
  const { pub, priv, ...rest } = overrides;
  return makePlan({
    space: space(),
    requests: [
      ...(pub ? [readTierRequest('public', [pub])] : []),
      ...(priv ? [readTierRequest('private', [priv])] : []),
    ],
    azs: 2,
    reserveAzs: 0,
    ...rest,
  });
}

const show = ({ placements }: ReturnType<typeof makePlan>) =>
  placements.map(({ tier, az, state, block }) => `${tier} ${az} ${block.cidr} ${state}`);

describe('makePlan', () => {
  it('takes the lowest free addresses, the larger tier first, and lists the tiers in order', () => {
    expect(show(plan({ pub: '2x/28', priv: '2x/24', reserveAzs: 3 }))).toEqual([
      'public A 172.30.51.0/28 subnet',
      'public B 172.30.51.16/28 subnet',
      'public C 172.30.51.32/28 reserved',
      'private A 172.30.48.0/24 subnet',
      'private B 172.30.49.0/24 subnet',
      'private C 172.30.50.0/24 reserved',
    ]);
  });

  it('says of every block why it is this one', () => {
    const gap = space(VPC, [...USED, '172.30.48.16/28']);
    const reasons = plan({ space: gap, priv: '1x/24', pub: '172.30.64.0/24' }).placements.map(
      ({ reason }) => reason,
    );
    expect(reasons).toEqual([
      'as asked',
      'lowest free /24, in the gap 172.30.49.0/24; lower gaps are too small or taken',
    ]);
  });

  it('gives blocks that are asked for to the AZs in their order', () => {
    expect(show(plan({ priv: '172.30.65.0/24,172.30.64.0/24' }))).toEqual([
      'private A 172.30.65.0/24 subnet',
      'private B 172.30.64.0/24 subnet',
    ]);
  });

  it('keeps slots of the largest size beside blocks that are asked for', () => {
    expect(show(plan({ priv: '172.30.64.0/25,172.30.65.0/24', reserveAzs: 3 })).at(-1)).toBe(
      'private C 172.30.48.0/24 reserved',
    );
  });

  it('deals more subnets than AZs in turn', () => {
    expect(show(plan({ priv: '3x/24' }))).toEqual([
      'private A 172.30.48.0/24 subnet',
      'private B 172.30.49.0/24 subnet',
      'private A 172.30.50.0/24 subnet',
    ]);
  });

  it('takes the largest first, so that a small block never takes the place of a large one', () => {
    const tight = space(['10.2.0.0/24'], ['10.2.0.192/26']);
    expect(show(plan({ space: tight, pub: '1x/28', priv: '1x/25' }))).toEqual([
      'public A 10.2.0.128/28 subnet',
      'private A 10.2.0.0/25 subnet',
    ]);
  });

  it('goes around a block that is asked for', () => {
    expect(show(plan({ pub: '172.30.48.0/28', priv: '1x/24' }))).toEqual([
      'public A 172.30.48.0/28 subnet',
      'private A 172.30.49.0/24 subnet',
    ]);
  });

  it('never lays a subnet over two ranges that touch', () => {
    const halves = space(['10.2.0.0/25', '10.2.0.128/25'], []);
    expect(() => plan({ space: halves, priv: '1x/24' })).toThrow(
      'no room for private A: it needs an aligned /24 (256 addresses), the largest free block left is 10.2.0.0/25',
    );
    expect(show(plan({ space: halves, priv: '2x/25' }))).toHaveLength(2);
  });

  it.each([
    ['outside of the VPC', '172.31.64.0/24', 'did you mean 172.30.64.0/24?'],
    ['on a used block', '172.30.16.0/24', 'overlaps the used block 172.30.16.0/20'],
    ['around a used block', '172.30.0.0/18', 'overlaps the used block 172.30.0.0/20'],
    [
      'twice',
      '172.30.64.0/24,172.30.64.0/25',
      '--private 172.30.64.0/24 overlaps --private 172.30.64.0/25',
    ],
  ])('refuses a block %s', (_, blocks, reason) => {
    expect(() => plan({ priv: blocks })).toThrow(reason);
  });

  it('refuses what a full VPC has no room for', () => {
    expect(() => plan({ space: space(VPC, VPC), priv: '1x/28' })).toThrow(
      'no room for private A: it needs an aligned /28 (16 addresses), no free address is left',
    );
  });

  it('says that it is a kept slot that finds no room', () => {
    const small = space(['10.2.0.0/24'], []);
    expect(() => plan({ space: small, priv: '2x/25', reserveAzs: 3 })).toThrow(
      'no room for the kept slot private C',
    );
  });

  describe('with a ledger', () => {
    const entry = (az: string, cidr: string) =>
      ({ tier: 'private', az, block: toBlock(cidr) }) as const;
    const ledger = {
      file: 'dev.yml',
      entries: [entry('A', '172.30.200.0/24'), entry('B', '172.30.100.0/24')],
    };

    it('keeps its blocks and adds the new ones around them', () => {
      expect(show(plan({ priv: '3x/24', azs: 3, ledger }))).toEqual([
        'private A 172.30.200.0/24 subnet',
        'private B 172.30.100.0/24 subnet',
        'private C 172.30.48.0/24 subnet',
      ]);
    });

    it('goes around its blocks, also around those of a tier that is not asked for', () => {
      const low = { file: 'dev.yml', entries: [entry('A', '172.30.48.0/24')] };
      expect(show(plan({ pub: '1x/24', ledger: low }))).toEqual(['public A 172.30.49.0/24 subnet']);
    });

    it('takes a deployed block of its own for no conflict', () => {
      const deployed = space(VPC, [...USED, '172.30.200.0/24']);
      expect(show(plan({ space: deployed, priv: '1x/24', ledger }))).toEqual([
        'private A 172.30.200.0/24 subnet',
      ]);
    });

    it('keeps a block of another size, and warns', () => {
      const { placements, warnings } = plan({ priv: '1x/20', ledger });
      expect(placements[0]?.block.cidr).toBe('172.30.200.0/24');
      expect(warnings).toContainEqual({
        code: 'LEDGER_KEPT',
        message: 'private A stays 172.30.200.0/24, as dev.yml has it (asked: a /20)',
      });
    });

    it.each([
      [
        'another block for a written slot',
        { priv: '172.30.64.0/24' },
        'private A is 172.30.200.0/24 in dev.yml',
      ],
      [
        'a block on a written one',
        { pub: '172.30.100.0/25' },
        'overlaps private B 172.30.100.0/24',
      ],
      [
        'a written block that something else uses in part',
        { priv: '1x/24', space: space(VPC, ['172.30.100.16/28']) },
        'private B 172.30.100.0/24 overlaps the used block 172.30.100.16/28',
      ],
      [
        'a written block outside of the VPC',
        { priv: '1x/24', space: space(['10.2.0.0/16'], []) },
        'dev.yml: private A: 172.30.200.0/24 lies outside the VPC',
      ],
      [
        'written blocks that overlap',
        {
          priv: '1x/24',
          ledger: {
            file: 'dev.yml',
            entries: [entry('A', '172.30.64.0/24'), entry('C', '172.30.64.0/25')],
          },
        },
        'dev.yml: private A 172.30.64.0/24 and private C 172.30.64.0/25 overlap',
      ],
    ])('refuses %s', (_, overrides, reason) => {
      expect(() => plan({ ledger, ...overrides })).toThrow(reason);
    });
  });
});

describe('warnings', () => {
  const codes = (overrides: Parameters<typeof plan>[0]) =>
    plan(overrides).warnings.map(({ code }) => code);

  it.each([
    [{ priv: '2x/27' }, []],
    [{ priv: '2x/28' }, ['ALB_SUBNET_SMALL']],
    [{ pub: '2x/28', priv: '2x/28' }, ['ALB_SUBNET_SMALL', 'ALB_SUBNET_SMALL']],
    [{ priv: '1x/24', azs: 1 }, ['ALB_ONE_AZ']],
    [{ priv: '3x/24' }, ['AZS_UNEVEN']],
    [{ priv: '4x/24' }, []],
    [{ priv: '2x/24', space: space(['172.17.0.0/16'], []) }, ['VPC_RANGE_172_17']],
    [{ priv: '2x/24', space: space(['100.64.0.0/16'], []) }, ['VPC_RANGE_NOT_PRIVATE']],
    [
      {
        priv: '2x/24',
        space: space(
          [2, 3, 4, 5, 6, 7].map((n) => `10.${n}.0.0/16`),
          [],
        ),
      },
      ['VPC_RANGES_QUOTA'],
    ],
  ])('of %j are %j', (overrides, expected) => {
    expect(codes(overrides)).toEqual(expected);
  });

  it('say which AZs have less', () => {
    expect(plan({ priv: '4x/24', azs: 3 }).warnings[0]?.message).toBe(
      'private: 4 subnets over 3 AZs, so B, C have one less than A',
    );
  });
});
