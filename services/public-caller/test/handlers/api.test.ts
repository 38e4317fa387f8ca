import { isRecord } from '@private-lambda/shared/http/is-record';
import { FaultServer } from '../../../../shared/test/support/fault-server.ts';
import { httpApiEvent } from '../../../../shared/test/support/http-api-event.ts';
import { contractAnswer, problemAnswer } from '../../../../shared/test/support/pricing-answers.ts';

const environment = {
  PROTECTED_API_URL: '',
  CALL_DEADLINE_SECONDS: '12',
  CALL_ATTEMPT_SECONDS: '5.5',
};
const json = [['content-type', 'application/json']] as const;

let server: FaultServer;
let lines: string[];

beforeEach(async () => {
  jest.resetModules();
  lines = [];
  jest.spyOn(process.stdout, 'write').mockImplementation((line) => lines.push(String(line)) > 0);
  server = await new FaultServer({
    onRequest: (socket, request) => socket.write(contractAnswer(request)),
  }).start();
  Object.assign(process.env, environment, { PROTECTED_API_URL: server.origin });
});
afterEach(async () => {
  await server.stop();
  for (const name in environment) delete process.env[name];
});

async function send(parts: Parameters<typeof httpApiEvent>[0]) {
  const { handler } = await import('../../src/handlers/api.ts');
  const { statusCode, body } = await handler(httpApiEvent(parts), undefined);
  const parsed: unknown = JSON.parse(body ?? 'null');
  return { status: statusCode, body: isRecord(parsed) ? parsed : {} };
}

describe('The public caller as it is deployed', () => {
  it('answers its own health without a call', async () => {
    expect(await send({ path: '/health' })).toEqual({ status: 200, body: { status: 'ok' } });
    expect(server.begun).toBe(0);
  });

  it('answers with what the protected API says, and carries one request id to it and into the log', async () => {
    expect(await send({ path: '/products/DESK-100' })).toEqual({
      status: 200,
      body: { sku: 'DESK-100', name: 'Product', currency: 'EUR', listPrice: 100 },
    });
    const quote = { method: 'POST', path: '/quotes', headers: json };
    const body = '{"sku":"DESK-100","quantity":3,"customerTier":"gold"}';
    expect(await send({ ...quote, body })).toMatchObject({ status: 200, body: { total: 300 } });
    const ids = server.requests.map(({ headers }) => headers['x-request-id']);
    expect(lines.map((line) => JSON.parse(line).requestId)).toEqual(ids);
    expect(ids).toEqual(['JKJaXmPLvHcESHA=', 'JKJaXmPLvHcESHA=']);
  });

  it('passes on the trace that the request brought', async () => {
    const root = 'Root=1-67891233-abcdef012345678912345678';
    const headers = [['x-amzn-trace-id', `${root};Sampled=1;secret=1`]] as const;
    await send({ path: '/products/DESK-100', headers });
    expect(server.requests[0]?.headers['x-amzn-trace-id']).toBe(root);
  });

  it.each([
    ['GET', '/products/DESK-999', 404],
    ['POST', '/quotes', 422],
  ])(
    'passes on a refusal of the contract in its own words: %s %s',
    async (method, path, status) => {
      server.behaviour = {
        onRequest: (socket) => socket.end(problemAnswer(status, 'PRICING_UNKNOWN_SKU')),
      };
      const body = method === 'POST' ? '{"sku":"DESK-999","quantity":3}' : '';
      const answer = await send({ method, path, headers: json, body });
      expect(answer).toMatchObject({
        status,
        body: { status, code: 'PRICING_UNKNOWN_SKU', detail: 'There is no product with this SKU.' },
      });
    },
  );

  it.each([
    ['an unknown field', '{"sku":"DESK-100","quantity":3,"x":1}', 422],
    ['quantity 0', '{"sku":"DESK-100","quantity":0}', 422],
    ['broken JSON', '{', 400],
    ['2 MB', `"${'x'.repeat(2_000_000)}"`, 413],
  ])('refuses %s without a call', async (_what, body, status) => {
    const answer = await send({ method: 'POST', path: '/quotes', headers: json, body });
    expect(answer.status).toBe(status);
    expect(server.begun).toBe(0);
  });

  it.each(Object.keys(environment))(
    'does not start without %s, and says so in one line',
    async (name) => {
      delete process.env[name];
      await expect(send({ path: '/health' })).rejects.toThrow(
        expect.objectContaining({ code: 'CONFIG_INVALID' }),
      );
      expect(lines).toHaveLength(1);
      expect(JSON.parse(lines[0] ?? '')).toMatchObject({
        level: 'error',
        service: 'public-caller',
        message: 'not configured',
        reason: expect.stringMatching(`^Environment variable ${name} is not set; expected `),
      });
    },
  );
});
