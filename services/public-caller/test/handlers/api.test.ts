import { problemAnswer } from '../../../../shared/test/support/fault-server.ts';
import { listCallingRoutes } from '../../../../test/support/api-routes.ts';
import { DeployedCaller, environment } from '../support/deployed-caller.ts';

const caller = new DeployedCaller({
  onRequest: (socket) => socket.write(problemAnswer(400, 'NOT_OF_THE_CONTRACT')),
});
/** Whatever the routes are: each that calls the protected API, by its example. */
const listCalls = async () =>
  (await listCallingRoutes()).map(({ method, path, example }) => ({
    method,
    path,
    ...(example?.body !== undefined && {
      headers: [['content-type', 'application/json']] as const,
      body: JSON.stringify(example.body),
    }),
  }));

describe('The public caller as it is deployed', () => {
  it('answers its own health without a call', async () => {
    expect(await caller.send({ path: '/health' })).toEqual({
      status: 200,
      body: { status: 'ok' },
    });
    expect(caller.server.begun).toBe(0);
  });

  it('carries the id of each request to the protected API and into the log', async () => {
    const calls = await listCalls();
    for (const call of calls) await caller.send(call);
    const ids = caller.server.requests.map(({ headers }) => headers['x-request-id']);
    expect(ids).toEqual(calls.map(() => 'JKJaXmPLvHcESHA='));
    expect(caller.lines.map((line) => JSON.parse(line).requestId)).toEqual(ids);
  });

  it('passes on the trace that the request brought', async () => {
    const root = 'Root=1-67891233-abcdef012345678912345678';
    const [call] = await listCalls();
    if (!call) return; // no public route calls the protected API yet
    const headers = [['x-amzn-trace-id', `${root};Sampled=1;secret=1`]] as const;
    await caller.send({ ...call, headers: [...(call?.headers ?? []), ...headers] });
    expect(caller.server.requests[0]?.headers['x-amzn-trace-id']).toBe(root);
  });

  it.each(Object.keys(environment))(
    'does not start without %s, and says so in one line',
    async (name) => {
      delete process.env[name];
      await expect(caller.send({ path: '/health' })).rejects.toThrow(
        expect.objectContaining({ code: 'CONFIG_INVALID' }),
      );
      expect(caller.lines).toHaveLength(1);
      expect(JSON.parse(caller.lines[0] ?? '')).toMatchObject({
        level: 'error',
        service: 'public-caller',
        message: 'not configured',
        reason: expect.stringMatching(`^Environment variable ${name} is not set; expected `),
      });
    },
  );
});
