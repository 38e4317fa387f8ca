import { createServer, request, type Server } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { DialError } from '@private-lambda/packet-lab/run/dial';
import { startTargetFront } from '../../src/network/target-front.ts';

const BALANCER = 'arn:aws:elasticloadbalancing:us-east-1:000000000000:loadbalancer/app/front/0123';
const probe = { namespace: 'front.10.0.0.4', address: '10.0.1.4', port: 8080 };

let front: Awaited<ReturnType<typeof startTargetFront>>;
const servers: Server[] = [];
afterEach(() => {
  for (const each of [front.server, ...servers.splice(0)]) {
    each.close();
    each.closeAllConnections();
  }
});

/** What the emulator would hand on. */
function ask(way = `${BALANCER} 10.0.1.4 8080`): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const headers = { 'x-rehearsal-way': way, host: 'front.example.com' };
    request({ port: front.port, method: 'POST', path: '/quotes?x=1', headers }, async (answer) =>
      resolve({ status: answer.statusCode ?? 0, body: await text(answer) }),
    )
      .on('error', reject)
      .end('hello');
  });
}

describe('The front of targets', () => {
  it('hands a request on as it is, over a connection that the load balancer opens', async () => {
    const dialled: unknown[] = [];
    const target = createServer(async (asked, answer) => {
      const { method, url, headers } = asked;
      answer.writeHead(201);
      answer.end(
        JSON.stringify([method, url, headers.host, Object.keys(headers), await text(asked)]),
      );
    }).listen(0, '127.0.0.1');
    servers.push(target);
    await new Promise((resolve) => target.once('listening', resolve));
    const address = target.address();
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
    front = await startTargetFront(async (...asked) => {
      dialled.push(asked);
      return connect(port, '127.0.0.1');
    });
    const { status, body } = await ask();
    const [method, url, host, names, sent] = JSON.parse(body);
    expect([status, method, url, host, sent]).toEqual([
      201,
      'POST',
      '/quotes?x=1',
      'front.example.com',
      'hello',
    ]);
    expect(names).not.toContain('x-rehearsal-way');
    expect(dialled).toEqual([['front', { address: '10.0.1.4', port: 8080 }]]);
  });

  it.each([
    ['does not come about in time', 504, 'time-out'],
    ['is refused', 502, 'refused'],
  ])('answers for a connection that %s: %i', async (_what, status, outcome) => {
    front = await startTargetFront(() => Promise.reject(new DialError(probe, outcome)));
    expect((await ask()).status).toBe(status);
  });

  it('answers 502 for a target that ends without an answer', async () => {
    const target = createServer((asked) => asked.socket.destroy()).listen(0, '127.0.0.1');
    servers.push(target);
    await new Promise((resolve) => target.once('listening', resolve));
    const address = target.address();
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
    front = await startTargetFront(async () => connect(port, '127.0.0.1'));
    expect((await ask()).status).toBe(502);
  });

  it('answers 502 where no target is said', async () => {
    front = await startTargetFront(() => Promise.reject(new Error('dialled')));
    expect((await ask('nowhere')).status).toBe(502);
  });
});
