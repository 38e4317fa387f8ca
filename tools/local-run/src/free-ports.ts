import { createServer } from 'node:net';
import { InputError } from '@private-lambda/command-line/input-error';

const LOOPBACK = '127.0.0.1';

/**
 * @param option what the user writes to move the port
 * @throws InputError when something listens there already
 */
export async function requireFreePort(port: number, option: string): Promise<void> {
  const code = await tryListen(port);
  if (code === undefined) return;
  const reason =
    code === 'EADDRINUSE'
      ? 'is in use, perhaps by another npm start'
      : `cannot be opened (${code})`;
  throw new InputError(
    'LOCAL_PORT_TAKEN',
    `Port ${port} ${reason}; free it, or choose another: npm start -- ${option} <port>`,
  );
}

/** @returns as many free ports of the loopback address as asked for, all different */
export async function findFreePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  const ports = await Promise.all(
    servers.map(
      (server) =>
        new Promise<number>((resolve, reject) => {
          server.once('error', reject).listen(0, LOOPBACK, () => {
            const address = server.address();
            if (address === null || typeof address === 'string')
              reject(new Error('no port was given'));
            else resolve(address.port);
          });
        }),
    ),
  );
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

/** @returns the error code of listening there, undefined when it works */
function tryListen(port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error) => resolve('code' in error ? String(error.code) : error.message));
    server.listen(port, LOOPBACK, () => server.close(() => resolve(undefined)));
  });
}
