import type { Dispatcher } from 'undici';
import { ByteBudget } from '../../src/http/byte-budget.ts';
import { exchange } from '../../src/protected-client/exchange.ts';

const request = { method: 'POST', path: '/', headers: {}, body: 'x' } as const;
const budget = new ByteBudget(1_000_000);
const fault = (code: string) => expect.objectContaining({ code });

class Controller implements Dispatcher.DispatchController {
  aborted = false;
  paused = false;
  reason: Error | null = null;
  abort(reason: Error) {
    this.aborted = true;
    this.reason = reason;
  }
  pause() {}
  resume() {}
}

/** Calls the handler as undici does. */
const dispatching = (script: (handler: Dispatcher.DispatchHandler) => void) => ({
  dispatch(_options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler) {
    script(handler);
    return true;
  },
});

describe('exchange', () => {
  it('stops a request that the dispatcher is about to send a second time', async () => {
    const [first, second] = [new Controller(), new Controller()];
    const dispatcher = dispatching((handler) => {
      handler.onRequestStart?.(first, {});
      handler.onRequestStart?.(second, {});
    });
    await expect(exchange(dispatcher, request, { timeoutMs: 1_000, budget })).rejects.toThrow(
      fault('UPSTREAM_CONNECTION_LOST'),
    );
    expect([first.aborted, second.aborted]).toEqual([true, true]);
  });

  it('stops a request that is still waiting for a connection when its time is over', async () => {
    const late = new Controller();
    let handler: Dispatcher.DispatchHandler = {};
    const dispatcher = dispatching((given) => {
      handler = given;
    });
    await expect(exchange(dispatcher, request, { timeoutMs: 20, budget })).rejects.toThrow(
      fault('UPSTREAM_TIMEOUT'),
    );
    handler.onRequestStart?.(late, {});
    expect(late.aborted).toBe(true);
  });

  it.each([
    ['before', 'it has begun', (gone: AbortController) => gone.abort()],
    [
      'while',
      'it waits for its answer',
      (gone: AbortController) => setImmediate(() => gone.abort()),
    ],
  ])('ends a request whose client went away %s %s', async (_when, _what, leave) => {
    const gone = new AbortController();
    const controller = new Controller();
    const dispatcher = dispatching((handler) => handler.onRequestStart?.(controller, {}));
    leave(gone);
    const limits = { timeoutMs: 1_000, budget, signal: gone.signal };
    await expect(exchange(dispatcher, request, limits)).rejects.toThrow(
      expect.objectContaining({ code: 'UPSTREAM_ABANDONED', gaveNoAnswer: false }),
    );
  });

  it('joins the chunks of an answer, and leaves out what comes before it', async () => {
    const dispatcher = dispatching((handler) => {
      const controller = new Controller();
      handler.onRequestStart?.(controller, {});
      handler.onResponseStart?.(controller, 103, { 'content-type': 'text/html' });
      handler.onResponseStart?.(controller, 200, { 'content-type': 'application/json' });
      handler.onResponseData?.(controller, Buffer.from('{"a"'));
      handler.onResponseData?.(controller, Buffer.from(':1}'));
      handler.onResponseEnd?.(controller, {});
    });
    const { status, contentType, body } = await exchange(dispatcher, request, {
      timeoutMs: 1_000,
      budget,
    });
    expect([status, contentType, Buffer.from(body).toString()]).toEqual([
      200,
      'application/json',
      '{"a":1}',
    ]);
  });

  it('takes 1,000,000 bytes and no more', async () => {
    const answering = (bytes: number) =>
      dispatching((handler) => {
        const controller = new Controller();
        handler.onRequestStart?.(controller, {});
        handler.onResponseStart?.(controller, 200, {});
        handler.onResponseData?.(controller, Buffer.alloc(bytes));
        handler.onResponseEnd?.(controller, {});
      });
    expect(
      (await exchange(answering(1_000_000), request, { timeoutMs: 1_000, budget })).body,
    ).toHaveLength(1_000_000);
    await expect(
      exchange(answering(1_000_001), request, { timeoutMs: 1_000, budget }),
    ).rejects.toThrow(fault('UPSTREAM_TOO_LARGE'));
  });

  it('takes no more than all answers that come in at once may hold', async () => {
    const small = new ByteBudget(100_000);
    const held: Dispatcher.DispatchHandler[] = [];
    const begin = () =>
      exchange(
        dispatching((handler) => {
          const controller = new Controller();
          held.push(handler);
          handler.onRequestStart?.(controller, {});
          handler.onResponseStart?.(controller, 200, {});
          handler.onResponseData?.(controller, Buffer.alloc(100_000));
        }),
        request,
        { timeoutMs: 1_000, budget: small },
      );
    const first = begin();
    await expect(begin()).rejects.toThrow(fault('UPSTREAM_BUSY'));
    held[0]?.onResponseEnd?.(new Controller(), {});
    expect((await first).body).toHaveLength(100_000);

    const third = begin();
    held[2]?.onResponseEnd?.(new Controller(), {});
    expect((await third).body).toHaveLength(100_000);
  });

  it('fails with what the dispatcher throws', async () => {
    const dispatcher = dispatching(() => {
      throw new TypeError('no such option');
    });
    await expect(exchange(dispatcher, request, { timeoutMs: 1_000, budget })).rejects.toThrow(
      new TypeError('no such option'),
    );
  });
});
