import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { BalancerSockets } from '../../src/network/balancer-sockets.ts';

const folder = mkdtempSync(join(tmpdir(), 'sockets-'));
const emulator = createServer((_asked, answer) => answer.end('answered'));
let sockets: BalancerSockets;

beforeAll(async () => {
  emulator.listen(0, '127.0.0.1');
  await once(emulator, 'listening');
  const address = emulator.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  sockets = new BalancerSockets(folder, {
    endpoint: `http://127.0.0.1:${port}`,
    tlsFront: { port },
  });
});
afterAll(() => {
  sockets.close();
  emulator.close();
  emulator.closeAllConnections();
  rmSync(folder, { recursive: true });
});

const send = (method: string) =>
  request({ socketPath: sockets.path('HTTP'), method, headers: { connection: 'close' } }).end();

async function answerTo(method: string): Promise<string> {
  const [answer] = await once(send(method), 'response');
  return text(answer);
}

test('every POST is counted, and nothing else', async () => {
  const before = sockets.posts;
  expect(await answerTo('GET')).toBe('answered');
  expect(sockets.posts - before).toBe(0);
  await answerTo('POST');
  await answerTo('POST');
  expect(sockets.posts - before).toBe(2);
});

test('an answer that is lost is that of a request which has arrived', async () => {
  const before = sockets.posts;
  sockets.losesAnswers = true;
  const arrived = once(emulator, 'request');
  const lost = send('POST');
  await arrived;
  // The emulator closes the connection after an answer that does not get through.
  await expect(once(lost, 'response')).rejects.toThrow('socket hang up');
  sockets.losesAnswers = false;
  expect(sockets.posts - before).toBe(1);
  expect(await answerTo('POST')).toBe('answered');
});
