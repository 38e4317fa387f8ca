import { createServer, request, type Server } from 'node:http';
import { type AddressInfo, isIP, type Socket } from 'node:net';
import { DialError } from '@private-lambda/packet-lab/run/dial';
import { hostIdOf } from './host-id-of.ts';

/** As the emulator's `ip_targets.py` writes it: `<ARN of the load balancer> <address> <port>`. */
const WAY = 'x-rehearsal-way';

export interface Target {
  readonly address: string;
  readonly port: number;
}

/**
 * Behind the emulator, which hands on to it what a load balancer sends to a target by its address. It opens the
 * connection in the network.
 * @param dial opens one from a load balancer, by its name
 */
export async function startTargetFront(
  dial: (balancer: string, target: Target) => Promise<Socket>,
): Promise<{ readonly server: Server; readonly port: number }> {
  const server = createServer((asked, answer) => {
    const { [WAY]: way, ...headers } = asked.headers;
    const [balancer = '', address = '', port] = String(way).split(' ');
    if (isIP(address) === 0) {
      answer.writeHead(502).end();
      return;
    }
    const fail = (error: unknown) => {
      answer.writeHead(statusOf(error), { 'content-type': 'text/html' }).end();
    };
    dial(hostIdOf(balancer), { address, port: Number(port) }).then((socket) => {
      const onward = request({
        createConnection: () => socket,
        method: asked.method,
        path: asked.url,
        headers,
      });
      onward.on('response', (given) => {
        answer.writeHead(given.statusCode ?? 502, given.headers);
        given.pipe(answer);
      });
      onward.on('error', (error) => (answer.headersSent ? answer.destroy() : fail(error)));
      asked.pipe(onward);
    }, fail);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return { server, port: isAddress(address) ? address.port : 0 };
}

const isAddress = (found: string | AddressInfo | null): found is AddressInfo =>
  typeof found === 'object' && found !== null;

/** "HTTP 504: Gateway timeout", no connection in time; "HTTP 502: Bad gateway", one that is refused, or ends. */
const statusOf = (error: unknown) =>
  error instanceof DialError && error.outcome !== 'refused' ? 504 : 502;
