import fc from 'fast-check';
import { type AddressPlan, addressProblems } from '../address-problems.js';
import { loadStage } from '../stage.js';

const SLOTS = 8;

const formatCidr = (address: number, prefix: number) =>
  `${[24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.')}/${prefix}`;

/** A VPC block somewhere in 10.0.0.0/8, cut into equal blocks, of which eight are slots. */
const addressPlans = fc
  .record({
    vpcPrefix: fc.integer({ min: 16, max: 24 }),
    extraBits: fc.integer({ min: 3, max: 4 }),
  })
  .chain(({ vpcPrefix, extraBits }) =>
    fc.record({
      vpcPrefix: fc.constant(vpcPrefix),
      subnetPrefix: fc.constant(vpcPrefix + extraBits),
      vpcIndex: fc.integer({ min: 0, max: 2 ** (vpcPrefix - 8) - 1 }),
      slots: fc.uniqueArray(fc.integer({ min: 0, max: 2 ** extraBits - 1 }), {
        minLength: SLOTS,
        maxLength: SLOTS,
      }),
    }),
  )
  .map(({ vpcPrefix, subnetPrefix, vpcIndex, slots }): AddressPlan => {
    const vpcAddress = 10 * 2 ** 24 + vpcIndex * 2 ** (32 - vpcPrefix);
    const cidrs = slots.map((slot) =>
      formatCidr(vpcAddress + slot * 2 ** (32 - subnetPrefix), subnetPrefix),
    );
    const perLetter = (tier: string[]) =>
      Object.fromEntries(tier.map((cidr, index) => ['ABCD'.charAt(index), cidr]));
    return {
      vpcCidr: formatCidr(vpcAddress, vpcPrefix),
      publicSubnetCidrs: perLetter(cidrs.slice(0, SLOTS / 2)),
      privateSubnetCidrs: perLetter(cidrs.slice(SLOTS / 2)),
    };
  });

const letters = fc.constantFrom('A', 'B', 'C', 'D');

describe('address slots', () => {
  it('of any plan cut into different blocks are in order', () => {
    fc.assert(fc.property(addressPlans, (plan) => addressProblems(plan).length === 0));
  });

  it('are named when two overlap', () => {
    fc.assert(
      fc.property(addressPlans, letters, letters, (plan, one, other) => {
        const cidr = plan.publicSubnetCidrs?.[one] ?? '';
        const broken = {
          ...plan,
          privateSubnetCidrs: { ...plan.privateSubnetCidrs, [other]: cidr },
        };
        expect(addressProblems(broken)).toEqual([
          `publicSubnetCidrs.${one} ${cidr} overlaps privateSubnetCidrs.${other} ${cidr}`,
        ]);
      }),
    );
  });

  it('are named when one holds another', () => {
    fc.assert(
      fc.property(addressPlans, letters, (plan, letter) => {
        const broken = {
          ...plan,
          privateSubnetCidrs: { ...plan.privateSubnetCidrs, [letter]: plan.vpcCidr },
        };
        expect(addressProblems(broken)).toHaveLength(SLOTS - 1);
      }),
    );
  });

  it('are named when one lies outside the VPC', () => {
    fc.assert(
      fc.property(addressPlans, letters, (plan, letter) => {
        const broken = {
          ...plan,
          publicSubnetCidrs: { ...plan.publicSubnetCidrs, [letter]: '192.168.0.0/24' },
        };
        expect(addressProblems(broken)).toEqual([
          `publicSubnetCidrs.${letter} 192.168.0.0/24 is outside ${plan.vpcCidr}`,
        ]);
      }),
    );
  });

  it('are named when a block does not start where it says', () => {
    const plan = { ...loadStage('dev'), vpcCidr: '10.20.1.0/16' };

    expect(addressProblems(plan)).toContain('vpcCidr 10.20.1.0/16 starts at 10.20.0.0/16');
  });

  it("are named for a tier of the team's own, whatever it is called", () => {
    const stage = loadStage('dev');
    const { A } = stage.privateSubnetCidrs;
    const plan = { ...stage, dataSubnetCidrs: { A } };

    expect(addressProblems(plan)).toEqual([
      `privateSubnetCidrs.A ${A} overlaps dataSubnetCidrs.A ${A}`,
    ]);
  });
});
