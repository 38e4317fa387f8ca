import { once } from 'node:events';
import { connect, createServer } from 'node:tls';
import type { KeyAndCertificate } from '@private-lambda/certificates/certificates';

/** @returns `trusted`, or Node's code for what a client finds that trusts these authorities, whatever the name */
export async function handshake(
  { key, cert }: KeyAndCertificate,
  chain: string,
  ca: string,
): Promise<string> {
  const server = createServer({ key, cert: cert + chain });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  const socket = connect({ host: '127.0.0.1', port, ca, checkServerIdentity: () => undefined });
  try {
    await once(socket, 'secureConnect');
    return 'trusted';
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : String(error);
  } finally {
    socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  }
}
