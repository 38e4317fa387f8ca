import { toBlock } from '../../src/blocks/block.ts';
import { refuseRestrictedRanges } from '../../src/plan/ranges.ts';

const refuse = (ranges: readonly string[]) => () => refuseRestrictedRanges(ranges.map(toBlock));

describe('secondary ranges', () => {
  it.each([
    [['10.2.0.0/16']],
    [['10.2.0.0/16', '10.3.0.0/16', '100.64.0.0/16', '8.8.0.0/16']],
    [['10.2.0.0/16', '10.0.0.0/16']],
    [['10.0.0.0/16', '10.1.0.0/16']],
    [['10.2.0.0/16', '10.0.0.0/16', '10.1.0.0/16']],
    [['172.30.0.0/16', '172.16.0.0/16']],
    [['172.31.0.0/16', '172.30.0.0/16']],
    [['192.168.0.0/24', '192.168.1.0/24']],
    [['198.19.0.0/17', '198.19.128.0/17']],
    [['100.64.0.0/16', '100.65.0.0/16', '8.8.0.0/16']],
  ])('of %j are what AWS adds', (ranges) => {
    expect(refuse(ranges)).not.toThrow();
  });

  it.each([
    [['172.30.0.0/16', '172.31.0.0/16'], 'takes no range of 172.31.0.0/16'],
    [['172.30.0.0/16', '10.0.0.0/16'], 'takes no range of 10.0.0.0/8'],
    [['10.2.0.0/16', '172.16.0.0/16'], 'takes no range of 172.16.0.0/12'],
    [['10.2.0.0/16', '10.3.0.0/16', '192.168.0.0/24'], 'takes no range of 192.168.0.0/16'],
    [['192.168.0.0/24', '198.19.0.0/24'], 'ranges of 198.19.0.0/16 are restricted'],
    [['100.64.0.0/16', '10.0.0.0/16'], 'a VPC outside of RFC 1918 takes no range of 10.0.0.0/8'],
    [['10.0.0.0/24', '10.0.1.0/24'], 'a VPC with a range of 10.0.0.0/15 takes none of 10.0.0.0/16'],
    [['10.2.0.0/16', '10.1.0.0/16', '10.0.0.0/16'], 'takes none of 10.0.0.0/16'],
  ])('of %j are refused, with the rule', (ranges, rule) => {
    expect(refuse(ranges)).toThrow(rule);
  });
});
