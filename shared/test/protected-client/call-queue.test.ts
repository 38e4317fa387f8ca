import { CallQueue } from '../../src/protected-client/call-queue.ts';

const busy = expect.objectContaining({ code: 'UPSTREAM_BUSY' });

describe('A queue of calls', () => {
  it('lets so many run at once, and one more for each that leaves', async () => {
    const queue = new CallQueue(2, 10);
    await queue.enter();
    await queue.enter();
    let isIn = false;
    const third = queue.enter().then(() => {
      isIn = true;
    });
    await new Promise(setImmediate);
    expect(isIn).toBe(false);
    queue.leave();
    await third;
    expect(isIn).toBe(true);
  });

  it('keeps its places however often calls come, wait, are refused and leave', async () => {
    const queue = new CallQueue(1, 1);
    for (let round = 0; round < 100; round++) {
      await queue.enter();
      const waiting = queue.enter();
      await expect(queue.enter()).rejects.toThrow(busy);
      queue.leave();
      await waiting;
      queue.leave();
    }
    await queue.enter();
    await expect(Promise.race([queue.enter(), queue.enter()])).rejects.toThrow(busy);
  });

  it('lets a call go whose client is gone, and has its place for another', async () => {
    const queue = new CallQueue(1, 1);
    const gone = new AbortController();
    await queue.enter();
    const waiting = queue.enter(gone.signal);
    gone.abort();
    const abandoned = expect.objectContaining({ code: 'UPSTREAM_ABANDONED' });

    await expect(waiting).rejects.toThrow(abandoned);
    await expect(queue.enter(gone.signal)).rejects.toThrow(abandoned);
    const next = queue.enter();
    queue.leave();
    await next;
  });

  it('refuses at once when none may wait', async () => {
    const queue = new CallQueue(1, 0);
    await queue.enter();

    await expect(queue.enter()).rejects.toThrow(busy);
  });
});
