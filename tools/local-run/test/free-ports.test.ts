import { createServer } from 'node:net';
import { findFreePorts, requireFreePort } from '../src/free-ports.ts';

describe('findFreePorts', () => {
  it('gives different ports on which nothing listens', async () => {
    const ports = await findFreePorts(4);

    expect(new Set(ports).size).toBe(4);
    await Promise.all(ports.map((port) => requireFreePort(port, '--port')));
  });
});

describe('requireFreePort', () => {
  it('names the port that is in use and the option that moves it', async () => {
    const [port = 0] = await findFreePorts(1);
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));

    const refusal = requireFreePort(port, '--alb-port');

    await expect(refusal).rejects.toMatchObject({
      code: 'LOCAL_PORT_TAKEN',
      message: `Port ${port} is in use, perhaps by another npm start; free it, or choose another: npm start -- --alb-port <port>`,
    });
    await new Promise((resolve) => server.close(resolve));
  });
});
