import { findPython } from '@private-lambda/python-venv/find-python';
import { randomNetwork } from '../../src/referee/random-network.ts';
import { referee } from '../../src/referee/referee.ts';

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
  expect(differences[0]).toMatchObject({ verdict: 'blocked', packets: 'yes' });
});

test('the same seed makes the same network, and another seed another', () => {
  expect(randomNetwork(1)).toEqual(randomNetwork(1));
  expect(randomNetwork(1)).not.toEqual(randomNetwork(2));
});
