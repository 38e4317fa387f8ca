import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { findPython } from '@private-lambda/python-venv/find-python';
import { compile } from '../../src/compile/compile.ts';
import { agentCommand } from '../../src/run/agent.ts';
import { Lab, onlyChild } from '../../src/run/lab.ts';
import { smallNetwork } from '../support/small-network.ts';

jest.setTimeout(60_000);

async function untilGone(pid: number): Promise<void> {
  while (existsSync(`/proc/${pid}`)) await sleep(20);
}

test('all of a lab ends when the process that started it is killed', async () => {
  const [program, ...args] = agentCommand(await findPython());
  const parent = spawn(process.execPath, [
    '-e',
    `const lab = require('node:child_process').spawn(${JSON.stringify(program)}, ${JSON.stringify(args)}, { detached: true });
     lab.stdin.write('{"id":1,"do":"apply","namespaces":[],"links":[]}\\n');
     lab.stdout.once('data', () => console.log(lab.pid));`,
  ]);
  const [line] = await once(parent.stdout, 'data');
  const pid = Number(line);
  expect(existsSync(`/proc/${pid}`)).toBe(true);
  parent.kill('SIGKILL');
  await untilGone(pid);
});

/** Processes of a group, which a lab is the leader of. */
function ofGroup(leader: number): string[] {
  return readdirSync('/proc').filter((pid) => {
    try {
      const [, rest = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ');
      return /^\d+$/.test(pid) && rest.split(' ')[2] === String(leader);
    } catch {
      return false;
    }
  });
}

/** Milliseconds after a lab was started: while it starts, builds, tries or waits. */
const MOMENTS = [0, 100, 300, 900, 2000];

test.each(MOMENTS)('who is killed after %i ms leaves nothing behind', async (moment) => {
  const [program, ...args] = agentCommand(await findPython());
  const probes = [{ namespace: 'caller.10.0.1.10', address: '10.0.0.10', port: 443 }];
  const orders = [
    { id: 1, do: 'apply', ...compile(smallNetwork()) },
    { id: 2, do: 'listen', listeners: [{ namespace: 'balancer.10.0.1.20', port: 80 }] },
    { id: 3, do: 'probe', probes },
  ];
  const parent = spawn(process.execPath, [
    '-e',
    `const lab = require('node:child_process').spawn(${JSON.stringify(program)}, ${JSON.stringify(args)}, { detached: true });
     for (const order of ${JSON.stringify(orders)}) lab.stdin.write(JSON.stringify(order) + '\\n');
     console.log(lab.pid);`,
  ]);
  const [line] = await once(parent.stdout, 'data');
  const leader = Number(line);
  await sleep(moment);
  expect(ofGroup(leader)).not.toEqual([]);
  parent.kill('SIGKILL');
  while (ofGroup(leader).length > 0) await sleep(20);
});

test('what ip or nft refuse is the reason that is given', async () => {
  const lab = Lab.start(await findPython());
  const { namespaces, links } = compile(smallNetwork());
  const wrong = namespaces.map((each, index) => (index === 0 ? { ...each, nft: ['wrong'] } : each));
  await expect(lab.apply({ namespaces: wrong, links })).rejects.toThrow('syntax error');
  // Half a network is none: the lab has ended.
  await expect(lab.apply({ namespaces, links })).rejects.toThrow('the lab ended');
  await lab.stop();
});

test('while packets do not come back to who sends them, nobody is said to be out of reach', async () => {
  const lab = Lab.start(await findPython());
  await lab.apply(compile(smallNetwork()));
  const probe = {
    protocol: 'tcp',
    namespace: 'stranger.10.0.2.10',
    address: '10.0.0.10',
    port: 443,
  } as const;
  expect(await lab.probe([probe])).toEqual(['no answer']);
  // What the lab sends to itself to see that packets have arrived is in the namespace with which it began.
  const [keep = '', user = ''] = lab.enter(probe.namespace);
  const agent = /\d+/.exec(user)?.[0];
  const parent = /^PPid:\s*(\d+)$/m.exec(readFileSync(`/proc/${agent}/status`, 'utf8'))?.[1];
  const first = `--net=/proc/${parent}/ns/net`;
  const pulled = spawn('nsenter', [keep, user, first, 'ip', 'link', 'set', 'lo', 'down']);
  expect(await once(pulled, 'exit')).toEqual([0, null]);
  await expect(lab.probe([probe])).rejects.toThrow('the kernel handles no packets');
  await lab.stop();
});

test('a cable that is pulled carries nothing, and everything again when it is back', async () => {
  const lab = Lab.start(await findPython());
  const plan = compile(smallNetwork());
  const place = plan.namespaces.find(({ name }) => name === 'balancer.10.0.1.20');
  if (!place) throw new Error('the network has no balancer');
  await lab.apply(plan);
  await lab.listen([{ namespace: place.name, port: 80 }]);
  const found: string[] = [];
  const probe = { protocol: 'tcp', namespace: 'caller.10.0.1.10' } as const;
  for (const up of [true, false, true]) {
    await lab.setLink(place, up);
    found.push(...(await lab.probe([{ ...probe, address: '10.0.1.20', port: 80 }])));
  }
  await lab.stop();
  expect(found).toEqual(['open', 'no answer', 'open']);
});

test('an order to a lab that has ended fails', async () => {
  const lab = Lab.start('/no/python');
  const nothing = { namespaces: [], links: [] };
  await expect(lab.apply(nothing)).rejects.toThrow('the lab ended');
  await expect(lab.apply(nothing)).rejects.toThrow('the lab ended');
});

test('a port of a namespace passes every byte to a socket outside, and the answer back', async () => {
  const path = join(tmpdir(), `packet-lab-${process.pid}.sock`);
  const bytes: Buffer[] = [];
  const server = createServer((socket) => socket.on('data', (chunk) => bytes.push(chunk)));
  server.listen(path);
  await once(server, 'listening');
  const lab = Lab.start(await findPython());
  await lab.apply(compile(smallNetwork()));
  await lab.listen([{ namespace: 'balancer.10.0.1.20', port: 80, path }]);
  const client = spawn('nsenter', [
    ...lab.enter('caller.10.0.1.10'),
    process.execPath,
    '-e',
    'require("node:net").connect(80, "10.0.1.20").end("hello")',
  ]);
  const [code] = await once(client, 'exit');
  await lab.stop();
  server.close();
  expect([code, Buffer.concat(bytes).toString()]).toEqual([0, 'hello']);
});

describe('in a namespace', () => {
  const caller = 'caller.10.0.1.10';
  const balancer = { address: '10.0.1.20', port: 80 };
  const folder = mkdtempSync(join(tmpdir(), 'packet-lab-'));
  let lab: Lab;
  let server: Server;
  beforeAll(async () => {
    const path = join(folder, 'far.sock');
    server = createServer((socket) => socket.pipe(socket)).listen(path);
    lab = Lab.start(await findPython());
    await lab.apply(compile(smallNetwork()));
    await lab.openDials(join(folder, 'dials.sock'));
    await lab.listen([{ namespace: 'balancer.10.0.1.20', port: 80, path }]);
  });
  afterAll(async () => {
    await lab.stop();
    server.close();
    rmSync(folder, { recursive: true });
  });

  test('a connection is dialled, and every byte passes', async () => {
    const socket = await lab.dial({ namespace: caller, ...balancer }, 5000);
    socket.end('hello');
    expect(await text(socket)).toBe('hello');
  });

  test('a connection that does not come about is said, with why', async () => {
    const dialled = lab.dial({ namespace: caller, ...balancer, port: 81 }, 300);
    await expect(dialled).rejects.toMatchObject({ name: 'DialError', outcome: 'time-out' });
    const refused = lab.dial({ namespace: caller, address: '10.0.0.10', port: 80 }, 5000);
    await expect(refused).rejects.toMatchObject({ name: 'DialError', outcome: 'refused' });
    const itself = lab.dial({ namespace: caller, address: '127.0.0.1', port: 80 }, 5000);
    await expect(itself).rejects.toMatchObject({ name: 'DialError', outcome: 'refused' });
    const nowhere = lab.dial({ namespace: 'nobody', ...balancer }, 5000);
    await expect(nowhere).rejects.toThrow(
      "nobody to 10.0.1.20 on 80: [Errno 2] No such file or directory: '/run/netns/nobody'",
    );
  });

  const waiting = [
    process.execPath,
    '-e',
    'process.on("SIGTERM", () => process.exit(7)); setInterval(() => {}, 1000); console.log("up")',
  ];

  test('a program gets the signals that it is sent, and its exit code comes back', async () => {
    const program = lab.run(caller, waiting, {});
    await once(program.stdout, 'data');
    process.kill(onlyChild(program.pid), 'SIGTERM');
    expect(await once(program, 'exit')).toEqual([7, null]);
  });

  test('a program ends with the lab', async () => {
    const other = Lab.start(await findPython());
    await other.apply(compile(smallNetwork()));
    const program = other.run(caller, waiting, {});
    await once(program.stdout, 'data');
    const pid = onlyChild(program.pid);
    await Promise.all([other.stop(), once(program, 'exit')]);
    await untilGone(pid);
  });
});
