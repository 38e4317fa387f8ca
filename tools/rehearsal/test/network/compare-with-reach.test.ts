import { allAttempts, compareWithReach } from '../../src/network/compare-with-reach.ts';
import { networkOf } from '../support/network-of.ts';

const attempt = { from: 'caller', address: '10.0.0.10', to: 'server', port: 80 };
const hops = [{ rule: 'stack/Rule' }, {}];

describe('An answer of reach, and packets', () => {
  it.each([
    ['reachable', 'yes'],
    ['blocked', 'no'],
    ['blocked', 'no address'],
    ['unknown', 'yes'],
    ['unknown', 'no'],
    ['unknown', 'part'],
  ] as const)('agree: %s, %s', (verdict, packets) => {
    expect(compareWithReach([attempt], [{ verdict, hops }], [packets]).differences).toEqual([]);
  });

  it.each([
    ['reachable', 'no'],
    ['reachable', 'part'],
    ['reachable', 'no address'],
    ['blocked', 'yes'],
    ['blocked', 'part'],
  ] as const)('differ: %s, %s', (verdict, packets) => {
    expect(compareWithReach([attempt], [{ verdict, hops }], [packets]).differences).toEqual([
      { ...attempt, verdict, packets, rules: ['stack/Rule'], claims: [] },
    ]);
  });

  it('are one of each for every attempt, or nothing is compared', () => {
    expect(() => compareWithReach([attempt], [{ verdict: 'blocked', hops }], [])).toThrow(
      'expected an answer and packets for each attempt',
    );
  });
});

it('everybody opens connections from each of their interfaces', () => {
  const network = networkOf({
    vpcs: { A: '10.0.0.0/16' },
    subnets: { AOne: '10.0.0.0/24', ATwo: '10.0.1.0/24' },
    hosts: {
      ACaller: 'function AOne 10.0.0.10 AOpen; ATwo 10.0.1.10 AOpen',
      AServer: 'instance AOne 10.0.0.11 AOpen',
    },
  });
  const starts = allAttempts(network, [80])
    .filter(({ to }) => to === 'AServer')
    .map(({ from, address }) => [from, address]);
  expect(starts).toEqual([
    ['ACaller', '10.0.0.10'],
    ['ACaller', '10.0.1.10'],
    ['internet', undefined],
  ]);
});
