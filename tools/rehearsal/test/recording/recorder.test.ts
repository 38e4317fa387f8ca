import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { startRecorder } from '../../src/recording/recorder.ts';

const AUTHORIZATION = 'AWS4-HMAC-SHA256 Credential=AKIA/20261129/us-east-1/sts/aws4_request';

/** Stands for the emulator: answers with what it got. */
async function startEcho(): Promise<{ readonly server: Server; readonly url: string }> {
  const server = createServer(async (request: IncomingMessage, answer) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(Buffer.from(part));
    const { method, url, headers } = request;
    answer.writeHead(418, { 'x-from': 'the emulator' });
    answer.end(
      JSON.stringify({ method, url, host: headers.host, body: Buffer.concat(parts).toString() }),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  return { server, url: `http://127.0.0.1:${address.port}` };
}

const calls: string[] = [];
let echo: Awaited<ReturnType<typeof startEcho>>;
let recorder: Awaited<ReturnType<typeof startRecorder>>;
beforeAll(async () => {
  echo = await startEcho();
  recorder = await startRecorder(echo.url, (call) => calls.push(call));
});
afterAll(() => {
  recorder.stop();
  echo.server.close();
  echo.server.closeAllConnections();
});
beforeEach(() => {
  calls.length = 0;
});

const ask = (body: string, authorization: string | undefined = AUTHORIZATION) =>
  fetch(`${recorder.url}/path?query=1`, {
    method: 'POST',
    body,
    headers: authorization === '' ? {} : { authorization },
  });

describe('the recorder', () => {
  it('passes a request on as it is, and the answer back', async () => {
    const answer = await ask('Action=GetCallerIdentity');

    expect(answer.status).toBe(418);
    expect(answer.headers.get('x-from')).toBe('the emulator');
    expect(await answer.json()).toEqual({
      method: 'POST',
      url: '/path?query=1',
      host: new URL(recorder.url).host,
      body: 'Action=GetCallerIdentity',
    });
  });

  it('names what was asked, and nothing of a request that nobody signed', async () => {
    await ask('Action=GetCallerIdentity');
    await ask('Action=GetCallerIdentity', '');

    expect(calls).toEqual(['sts:GetCallerIdentity']);
  });

  it('says which request it cannot name, and passes it on all the same', async () => {
    expect((await ask('Nothing=1')).status).toBe(418);
    expect(calls).toEqual(['? no action is known for sts POST /path?query=1']);
  });
});
