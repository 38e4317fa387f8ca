import { setTimeout as sleep } from 'node:timers/promises';
import { Slots } from '../../src/osls/slots.ts';

describe('Slots', () => {
  it('lets so many work at a time, and the others one after another', async () => {
    const slots = new Slots(2);
    let working = 0;
    let most = 0;
    const work = async () => {
      working++;
      most = Math.max(most, working);
      await sleep(5);
      working--;
    };
    await Promise.all(Array.from({ length: 6 }, () => slots.use(work)));
    expect([most, working]).toEqual([2, 0]);
  });

  it('gives the slot of failed work to the next', async () => {
    const slots = new Slots(1);
    const failed = slots.use(() => Promise.reject(new Error('no')));
    const next = slots.use(async () => 'done');
    await expect(failed).rejects.toThrow('no');
    await expect(next).resolves.toBe('done');
  });

  it('is idle when the last work has ended, and says whether there was any', async () => {
    const slots = new Slots(2);
    await expect(slots.untilIdle()).resolves.toBe(false);
    let done = false;
    const work = slots.use(async () => {
      await sleep(20);
      done = true;
    });
    await expect(slots.untilIdle()).resolves.toBe(true);
    expect(done).toBe(true);
    await work;
  });
});
