import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { dial } from '../../src/run/dial.ts';

const to = { namespace: 'caller.10.0.1.10', address: '10.0.1.20', port: 80 };

/** Dials where this is said, and then nothing more. */
async function dialled<Found>(
  said: string,
  then: (dialling: ReturnType<typeof dial>) => Promise<Found>,
): Promise<Found> {
  const folder = mkdtempSync(join(tmpdir(), 'dial-'));
  const path = join(folder, 'dials.sock');
  const server = createServer((socket) => socket.once('data', () => socket.end(said)));
  await once(server.listen(path), 'listening');
  try {
    return await then(dial(path, to, 1000));
  } finally {
    server.close();
    rmSync(folder, { recursive: true });
  }
}

test('what the other end says first is not lost', async () => {
  const heard = await dialled('open\nhello', async (dialling) => text(await dialling));
  expect(heard).toBe('hello');
});

test.each([
  ['refused\n', 'refused'],
  ["[Errno 2] No such file: 'x'\n", "[Errno 2] No such file: 'x'"],
  ['', 'the lab ended'],
  ['ope', 'the lab ended'],
])('where no connection comes about the reason is given: %j', async (said, outcome) => {
  await dialled(said, (dialling) =>
    expect(dialling).rejects.toMatchObject({
      name: 'DialError',
      outcome,
      message: `caller.10.0.1.10 to 10.0.1.20 on 80: ${outcome}`,
    }),
  );
});
