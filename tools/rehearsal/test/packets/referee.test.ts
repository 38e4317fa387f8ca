import { findPython } from '@private-lambda/python-venv/find-python';
import { randomNetwork } from '../../src/referee/random-network.ts';
import { askReach, referee } from '../../src/referee/referee.ts';
import { type Notes, networkOf } from '../support/network-of.ts';

jest.setTimeout(60_000);

const SEEDS = [1, 2, 3, 4, 5, 6];

test.each(SEEDS)('reach says of random network %i what its packets say', async (seed) => {
  const { differences, reachable, asked } = await referee(await findPython(), randomNetwork(seed));
  expect(differences).toEqual([]);
  expect(reachable).toBeGreaterThan(0);
  expect(reachable).toBeLessThan(asked);
});

test('a rule that only the packets know is a difference, with who reaches whom by it', async () => {
  const network = randomNetwork(1);
  const closed = network.groups.map((group) => ({ ...group, inbound: [] }));
  const described = { ...network, groups: closed };
  const { differences } = await referee(await findPython(), network, described);
  const open = expect.objectContaining({ verdict: 'blocked', packets: 'yes' });
  expect(differences).toContainEqual(open);
});

describe('what is right of one interface does not hide what is wrong of another', () => {
  const notes: Notes = {
    vpcs: { A: '10.0.0.0/16 igw' },
    subnets: {
      APublic: '10.0.0.0/24; 0.0.0.0/0 igw',
      AOpen: '10.0.1.0/24; 0.0.0.0/0 nat ANat',
      AShut: '10.0.2.0/24',
    },
    groups: { AAll: ['in any - 0.0.0.0/0', 'out any - 0.0.0.0/0'], ANone: ['in tcp 22 ANone'] },
    hosts: {
      ANat: 'nat-gateway APublic 10.0.0.4 54.0.0.4',
      ACaller: 'function AOpen 10.0.1.10 AAll; AShut 10.0.2.10 AAll',
      AServer: 'instance AShut 10.0.2.20 AAll',
    },
  };
  const differences = async (described: Partial<Notes>) => {
    const found = await referee(
      await findPython(),
      networkOf(notes),
      networkOf({ ...notes, ...described }),
    );
    return found.differences.map(({ from, address, to, verdict, packets }) => [
      `${from} ${address} to ${to}`,
      verdict,
      packets,
    ]);
  };
  const wrong = (open: string, shut: string, to: string) => [
    [`ACaller ${open} to ${to}`, 'blocked', 'yes'],
    [`ACaller ${shut} to ${to}`, 'reachable', 'no'],
  ];

  test('of routes that are those of the other subnet', async () => {
    const { subnets } = notes;
    const swapped = { AOpen: '10.0.1.0/24', AShut: '10.0.2.0/24; 0.0.0.0/0 nat ANat' };
    const found = await differences({ subnets: { ...subnets, ...swapped } });
    expect(found).toEqual(expect.arrayContaining(wrong('10.0.1.10', '10.0.2.10', 'internet')));
  });

  test('of an ACL that is that of the other subnet', async () => {
    const only = (block: string) => [
      `100 in allow any - ${block}`,
      '100 out allow any - 0.0.0.0/0',
    ];
    const acls = { AShut: only('10.0.1.0/24') };
    const network = networkOf({ ...notes, acls });
    const described = networkOf({ ...notes, acls: { AShut: only('10.0.9.0/24') } });
    const found = await referee(await findPython(), network, described);
    expect(found.differences.map(({ address }) => address)).toContain('10.0.1.10');
    expect(found.differences.map(({ address }) => address)).not.toContain('10.0.2.10');
  });

  test('of one of the hosts on the internet', async () => {
    const half = networkOf({
      ...notes,
      subnets: { ...notes.subnets, AOpen: '10.0.1.0/24; 0.0.0.0/1 nat ANat' },
    });
    const none = networkOf({ ...notes, subnets: { ...notes.subnets, AOpen: '10.0.1.0/24' } });
    const found = await referee(await findPython(), half, none);
    expect(found.differences).toContainEqual(
      expect.objectContaining({ to: 'internet', verdict: 'blocked', packets: 'part' }),
    );
  });
});

test('reach is asked about an interface that it has, or nothing is compared', () => {
  const network = randomNetwork(1);
  const [host] = network.hosts;
  const attempt = { from: host?.id ?? '', address: '10.9.9.9', to: 'internet', port: 80 };
  expect(() => askReach(network, [attempt])).toThrow('at 10.9.9.9: reach has no such interfaces');
});

test('the same seed makes the same network, and another seed another', () => {
  expect(randomNetwork(1)).toEqual(randomNetwork(1));
  expect(randomNetwork(1)).not.toEqual(randomNetwork(2));
});
