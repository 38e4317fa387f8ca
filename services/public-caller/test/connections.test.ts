import type { LookupFunction } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type Behaviour,
  FaultServer,
  type SeenRequest,
} from '../../../shared/test/support/fault-server.ts';
import { itemAnswer, itemValue } from '../../../shared/test/support/items/item-answers.ts';
import { ITEM } from '../../../shared/test/support/items/item-routes.ts';
import { type Caller, createCaller, shortLimits } from './support/caller.ts';

const working: Behaviour = {
  onRequest: (socket, request) => socket.write(itemAnswer(request)),
};
const silent: Behaviour = {};

let server: FaultServer;
let caller: Caller;
const calls = ['get', 'post'] as const;

beforeEach(async () => {
  server = await new FaultServer(working).start();
  caller = createCaller(server.origin);
});
afterEach(async () => {
  await server.stop();
  await caller.close();
});

/** Of one length, so that all answers are. */
const idOf = (offset: number) => `OFFSET-${String(offset).padStart(4, '0')}`;

describe('An answer that breaks off', () => {
  it.each([
    ['a reset', 'post', 1],
    ['a close', 'post', 1],
    ['a reset', 'get', 2],
    ['a close', 'get', 2],
  ] as const)(
    'by %s at any byte makes %s a 502 after being sent %i times',
    async (how, call, times) => {
      const sent = new Map<string, number>();
      let length = 0;
      server.behaviour = {
        onRequest: (socket, request) => {
          const id = String(itemValue(request)['id']);
          const offset = Number(id.slice('OFFSET-'.length));
          sent.set(id, (sent.get(id) ?? 0) + 1);
          const answer = itemAnswer(request);
          length = answer.length;
          const breakOff = () => (how === 'a reset' ? socket.resetAndDestroy() : socket.end());
          if (offset === 0) breakOff();
          else socket.write(answer.subarray(0, offset), breakOff);
        },
      };
      await caller[call](idOf(0)); // tells the length
      sent.clear();
      for (let from = 0; from < length; from += 100) {
        const offsets = Array.from(
          { length: Math.min(100, length - from) },
          (_, index) => from + index,
        );
        const answers = await Promise.all(offsets.map((offset) => caller[call](idOf(offset))));
        for (const { status, body } of answers) {
          expect([status, body['code']]).toEqual([502, 'UPSTREAM_CONNECTION_LOST']);
        }
      }
      expect([...new Set(sent.values())]).toEqual([times]);
      expect(sent.size).toBe(length);
    },
  );
});

describe('A connection that was used before', () => {
  it.each([
    ['closes', 'first byte', { onFirstByte: (socket) => socket.destroy() }],
    ['half-closes', 'first byte', { onFirstByte: (socket) => socket.end() }],
    ['resets', 'first byte', { onFirstByte: (socket) => socket.resetAndDestroy() }],
    ['closes', 'last byte', { onRequest: (socket) => socket.destroy() }],
    ['resets', 'last byte', { onRequest: (socket) => socket.resetAndDestroy() }],
  ] as [string, string, Behaviour][])(
    'carries a POST once when the server %s it at the %s',
    async (_how, _when, behaviour) => {
      for (let round = 0; round < 10; round++) {
        server.behaviour = working;
        expect(await caller.get()).toMatchObject({ status: 200 });
        const before = server.begun;
        server.behaviour = behaviour;
        const { status, body } = await caller.post();
        expect([status, body['code']]).toEqual([502, 'UPSTREAM_CONNECTION_LOST']);
        await sleep(5);
        expect(server.begun - before).toBe(1);
      }
    },
  );

  it.each(['close', 'reset'] as const)(
    'carries a POST at most once when the server ends it (%s) at the same moment',
    async (how) => {
      for (let round = 0; round < 20; round++) {
        await caller.get();
        const before = server.begun;
        server.dropConnections(how);
        const { status } = await caller.post();
        expect([200, 502]).toContain(status);
        expect(server.begun - before).toBeLessThanOrEqual(1);
      }
    },
  );

  it.each(calls)('is noticed to be gone, so that the next %s succeeds', async (call) => {
    for (const how of ['close', 'reset'] as const) {
      await caller.get();
      server.dropConnections(how);
      await sleep(30);
      expect(await caller[call]()).toMatchObject({ status: 200 });
    }
    expect(server.begun).toBe(4);
  });

  it('carries no further POST when the server closes it together with its answer', async () => {
    server.behaviour = { onRequest: (socket, request) => socket.end(itemAnswer(request)) };
    for (let round = 0; round < 50; round++) {
      expect(await caller.post()).toMatchObject({ status: 200 });
    }
    expect(server.begun).toBe(50);
  });

  it('gives no call an answer that the server sent ahead', async () => {
    server.behaviour = {
      onRequest: (socket, request) => {
        const ahead: SeenRequest = { ...request, path: '/v1/items/NEXT-1' };
        socket.write(Buffer.concat([itemAnswer(request), itemAnswer(ahead)]));
      },
    };
    expect(await caller.get('FIRST-1')).toMatchObject({ status: 200 });
    server.behaviour = {
      onRequest: (socket, request) =>
        socket.write(
          itemAnswer(request, {
            body: JSON.stringify({ ...itemValue(request), count: 7 }),
          }),
        ),
    };
    expect(await caller.get('NEXT-1')).toMatchObject({
      status: 200,
      body: { count: 7 },
    });
  });

  it('serves later calls', async () => {
    for (let round = 0; round < 20; round++) await caller.get();
    // undici rests a connection for one turn of the event loop after each answer.
    expect(server.connections).toBeLessThanOrEqual(2);
  });

  it('is not used again after it was idle for long, or once it is old', async () => {
    for (const options of [{ maxIdleMs: 50 }, { maxAgeMs: 50 }]) {
      const renewing = createCaller(server.origin, undefined, options);
      const before = server.connections;
      await renewing.get();
      await sleep(100);
      await renewing.post();
      expect(server.connections - before).toBe(2);
      await renewing.close();
    }
    await caller.get();
    await sleep(100);
    await caller.get();
    expect(server.connections).toBe(5);
  });

  it('is renewed once when it is old, and then used until it is old again', async () => {
    const renewing = createCaller(server.origin, undefined, { maxAgeMs: 200 });
    await renewing.get();
    await sleep(250);
    for (let round = 0; round < 5; round++) await renewing.get();
    // undici rests a connection for one turn of the event loop after each answer.
    expect(server.connections).toBeLessThanOrEqual(3);
    await renewing.close();
  });

  it('counts as idle since its last call, not since its first', async () => {
    const renewing = createCaller(server.origin, undefined, { maxIdleMs: 150 });
    for (let round = 0; round < 5; round++) {
      await renewing.get();
      await sleep(60);
    }
    expect(server.connections).toBe(1);
    await renewing.close();
  });
});

describe('A protected API that is not there', () => {
  it.each(calls)(
    'answers %s with 503 and Retry-After, and with 200 once it is back',
    async (call) => {
      await server.stop();
      const refused = await caller[call]();
      expect(refused).toMatchObject({
        status: 503,
        body: { code: 'UPSTREAM_UNAVAILABLE' },
        retryAfter: '1',
        logged: { code: 'UPSTREAM_UNAVAILABLE', causeCode: 'ECONNREFUSED', level: 'error' },
      });
      await server.start();
      expect(await caller[call]()).toMatchObject({ status: 200 });
    },
  );

  it.each(['ENOTFOUND', 'EAI_AGAIN'])('is a 503 as well when its name gives %s', async (code) => {
    const lookup: LookupFunction = (_name, _options, callback) =>
      callback(Object.assign(new Error('secret'), { code }), '');
    const nameless = createCaller('http://items.test:80', undefined, { connect: { lookup } });
    expect(await nameless.post()).toMatchObject({
      status: 503,
      body: { code: 'UPSTREAM_UNAVAILABLE' },
      logged: { causeCode: code },
    });
    await nameless.close();
  });
});

describe('The time of a call', () => {
  it.each(calls)('ends half a second before the invocation does: %s', async (call) => {
    server.behaviour = silent;
    const late = await caller[call](undefined, 700);
    expect(late).toMatchObject({ status: 504, body: { code: 'UPSTREAM_TIMEOUT' } });
    expect(late.tookMs).toBeLessThan(600);
    const begun = server.begun;
    const tooLate = await caller[call](undefined, 400);
    expect(tooLate).toMatchObject({ status: 504, body: { code: 'UPSTREAM_TIMEOUT' } });
    expect(tooLate.tookMs).toBeLessThan(300);
    expect(server.begun).toBe(begun);
  });

  it('covers both attempts of a GET', async () => {
    server.behaviour = silent;
    const impatient = createCaller(server.origin, { deadlineMs: 500, attemptMs: 400 });
    const { status, tookMs } = await impatient.get();
    expect(status).toBe(504);
    expect(tookMs).toBeGreaterThan(400);
    expect(tookMs).toBeLessThan(750);
    await impatient.close();
  });

  it('is enough for a second attempt of a GET to succeed where the first gave nothing', async () => {
    let requests = 0;
    server.behaviour = {
      onRequest: (socket, request) => {
        if (++requests > 1) socket.write(itemAnswer(request));
      },
    };
    const patient = createCaller(server.origin, { deadlineMs: 3_000, attemptMs: 300 });
    expect(await patient.get()).toMatchObject({ status: 200, logged: { level: 'info' } });
    expect(requests).toBe(2);
    await patient.close();
  });
});

describe('A full pool', () => {
  it('answers 503 at once, and takes calls again when there is room', async () => {
    const small = createCaller(server.origin, shortLimits, { connections: 2 });
    server.behaviour = silent;
    const waiting = [small.post(), small.post()];
    const busy = await small.get();
    expect(busy).toMatchObject({ status: 503, body: { code: 'UPSTREAM_BUSY' }, retryAfter: '1' });
    expect(busy.tookMs).toBeLessThan(250);
    expect(await Promise.all(waiting)).toMatchObject([{ status: 504 }, { status: 504 }]);
    expect(server.begun).toBe(2);
    server.behaviour = working;
    expect(await small.post()).toMatchObject({ status: 200 });
    await small.close();
  });

  it('has 256 connections by default, and leaves none behind', async () => {
    server.behaviour = silent;
    const patience = { deadlineMs: 2_000, attemptMs: 2_000 };
    const impatient = createCaller(server.origin, patience);
    const answers = await Promise.all(Array.from({ length: 300 }, () => impatient.post()));
    await impatient.close();
    const count = (status: number) => answers.filter((answer) => answer.status === status).length;
    expect([count(503), count(504)]).toEqual([44, 256]);
    while (server.openSockets > 0) await sleep(10);
    expect(server.begun).toBe(256);
  });

  it('opens no connection for any of 256 calls that are given up together', async () => {
    server.behaviour = silent;
    const hasty = createCaller(server.origin, { deadlineMs: 400, attemptMs: 400 });
    const answers = await Promise.all(Array.from({ length: 256 }, () => hasty.post()));
    await sleep(200); // for what must not come

    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([504]));
    expect(server.connections).toBeLessThanOrEqual(256);
    await hasty.close();
  });

  it('are kept by calls whose siblings are reset', async () => {
    let count = 0;
    server.behaviour = {
      onRequest: (socket, request) => {
        if (++count % 20 === 0) socket.resetAndDestroy();
        else socket.write(itemAnswer(request));
      },
    };
    const statuses: number[] = [];
    const client = async () => {
      for (let round = 0; round < 10; round++) statuses.push((await caller.post()).status);
    };
    await Promise.all(Array.from({ length: 20 }, client));

    expect(statuses.filter((status) => status === 502)).toHaveLength(10);
    // One for each client, and one for each that was reset.
    expect(server.connections).toBeLessThanOrEqual(35);
  });

  it('opens no connection for a call that was given up', async () => {
    server.behaviour = silent;
    const impatient = createCaller(server.origin, shortLimits);
    for (let round = 0; round < 3; round++) await impatient.post();
    await sleep(100);
    expect(server.connections).toBe(3);
    await impatient.close();
  });
});

describe('A load balancer that changes its address', () => {
  let other: FaultServer;
  let address: string;
  const lookup: LookupFunction = (_name, options, callback) => {
    if (options.all) callback(null, [{ address, family: 4 }]);
    else callback(null, address, 4);
  };

  beforeEach(async () => {
    address = '127.0.0.1';
    other = await new FaultServer(working, '127.0.0.2', server.port).start();
  });
  afterEach(() => other.stop());

  it.each([
    [50, 'the new one alone'],
    [60_000, 'the old one, too'],
  ])('is found once connections are %i ms old: calls go to %s', async (maxAgeMs, whom) => {
    const origin = `http://items.test:${server.port}`;
    const renewing = createCaller(origin, undefined, { maxAgeMs, connect: { lookup } });
    await renewing.get();
    address = '127.0.0.2';
    await sleep(100);
    for (let round = 0; round < 4; round++) {
      expect(await renewing.post()).toMatchObject({ status: 200 });
    }
    expect(server.begun > 1).toBe(whom === 'the old one, too');
    await renewing.close();
  });

  it.each([
    ['resets', { onRequest: (socket) => socket.resetAndDestroy() }],
    ['falls silent', silent],
  ] as [string, Behaviour][])(
    'is found at the second attempt of a GET when the old one %s',
    async (_how, behaviour) => {
      const origin = `http://items.test:${server.port}`;
      const moving = createCaller(
        origin,
        { deadlineMs: 3_000, attemptMs: 300 },
        { connect: { lookup } },
      );
      await Promise.all([moving.get(), moving.get(), moving.get()]);
      server.behaviour = behaviour;
      address = '127.0.0.2';
      expect(await moving.get()).toMatchObject({ status: 200 });
      expect(await moving.post()).toMatchObject({ status: 200 });
      expect(other.begun).toBe(2);
      await moving.close();
    },
  );
});

describe('What goes to the protected API', () => {
  it.each([
    ['get', { method: 'GET', path: '/v1/items/ITEM-1', body: '' }, {}],
    [
      'post',
      { method: 'POST', path: '/v1/items', body: ITEM },
      { 'content-type': 'application/json', 'content-length': String(ITEM.length) },
    ],
  ] as const)(
    'is for %s built from validated values, with these headers alone',
    async (call, request, headers) => {
      await caller[call]();
      expect(server.requests).toEqual([
        {
          ...request,
          headers: {
            host: server.origin.slice('http://'.length),
            connection: 'keep-alive',
            accept: 'application/json, application/problem+json',
            'x-request-id': 'JKJaXmPLvHcESHA=',
            ...headers,
          },
        },
      ]);
    },
  );
});
