import { setImmediate as nextTurn } from 'node:timers/promises';
import { Turns } from '../../src/node-server/turns.ts';

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);

describe('Of requests that come together', () => {
  it('16 begin in each turn of the event loop, first come, first served', async () => {
    const turns = new Turns();
    const begun: number[] = [];
    const lengths: number[] = [];
    for (const number of numbers(40)) turns.take(() => begun.push(number));
    for (let turn = 0; turn < 4; turn++) {
      lengths.push(begun.length);
      await nextTurn();
    }

    expect(lengths).toEqual([16, 32, 40, 40]);
    expect(begun).toEqual(numbers(40));
  });

  it('one that comes later begins behind those that wait, and at once when none does', async () => {
    const turns = new Turns();
    const begun: number[] = [];
    for (const number of numbers(20)) turns.take(() => begun.push(number));
    await nextTurn();
    turns.take(() => begun.push(20));
    expect(begun).toEqual(numbers(21));

    for (const number of numbers(16)) turns.take(() => begun.push(number));
    expect(begun).toHaveLength(21 + 11);
    await nextTurn();
    await nextTurn();
    turns.take(() => begun.push(100));
    expect(begun.at(-1)).toBe(100);
  });
});
