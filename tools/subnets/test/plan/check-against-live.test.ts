import type { LiveVpc } from '../../src/aws/read-vpc.ts';
import { toBlock } from '../../src/blocks/block.ts';
import { checkAgainstLive } from '../../src/plan/check-against-live.ts';
import type { Plan } from '../../src/plan/plan.ts';

const BLOCK = toBlock('172.30.0.0/27');

const live = (freeAddresses: number, elasticIps = 0): LiveVpc => ({
  id: 'vpc-1',
  ranges: [toBlock('172.30.0.0/16')],
  subnets: [{ id: 'subnet-1', name: '', zone: 'eu-west-1a', block: BLOCK, freeAddresses }],
  gateways: [],
  endpoints: [],
  elasticIps,
});

const plan = (tier: 'public' | 'private', state: 'subnet' | 'reserved' = 'subnet'): Plan => ({
  placements: [{ tier, az: 'A', row: 0, state, block: BLOCK, reason: 'already in dev.yml' }],
  warnings: [],
});

const codes = (checked: Plan) => checked.warnings.map(({ code }) => code);

describe('a plan whose subnet stands already', () => {
  it('is refused when the internal load balancer finds fewer than 8 free addresses', () => {
    expect(() => checkAgainstLive(plan('private'), live(7))).toThrow(
      'private A 172.30.0.0/27 (subnet-1) has 7 free addresses; a load balancer needs 8',
    );
  });

  it.each([
    ['with 8 free addresses', plan('private'), live(8)],
    ['that is only kept', plan('private', 'reserved'), live(0)],
  ])('passes %s', (_, given, vpc) => {
    expect(checkAgainstLive(given, vpc)).toEqual(given);
  });

  it('is warned of when it is public, where no load balancer has to be', () => {
    expect(codes(checkAgainstLive(plan('public'), live(7)))).toEqual(['ALB_SUBNET_FULL']);
  });

  it('is warned of when its NAT gateway finds no Elastic IP', () => {
    expect(codes(checkAgainstLive(plan('public'), live(27, 5)))).toEqual(['ELASTIC_IP_QUOTA']);
    expect(codes(checkAgainstLive(plan('public'), live(27, 4)))).toEqual([]);
    expect(codes(checkAgainstLive(plan('private'), live(27, 5)))).toEqual([]);
  });
});
