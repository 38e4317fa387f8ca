// biome-ignore lint/style/noRestrictedImports: into a temporary folder of its own, where functions have the file mounted
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { compile } from '@private-lambda/packet-lab/compile/compile';
import { interfaceNamespace, routerNamespace } from '@private-lambda/packet-lab/compile/names';
import type { Host, Interface, LabNetwork } from '@private-lambda/packet-lab/model';
import { Lab } from '@private-lambda/packet-lab/run/lab';
import { openListeners } from '@private-lambda/packet-lab/run/open-listeners';
import { type Attempt, type Reached, tryConnect } from '@private-lambda/packet-lab/run/try-connect';
import { SBIN } from '@private-lambda/packet-lab/run/with-sbin';

/** Milliseconds between two looks at a process that is to end. */
const POLL_MS = 10;

/**
 * The deployed network as namespaces, with its functions in them: the emulator starts each that has a place there (see
 * `hooks/places/node`), and what comes to a listener of a load balancer goes on to the emulator.
 */
export class DeployedLab {
  readonly #lab: Lab;
  readonly #folder: string;
  readonly #balancers: Server;
  #network: LabNetwork | undefined;
  #posts = 0;
  #passed = 0;
  /** Whether answers are lost between the listeners of load balancers and the emulator. */
  losesAnswers = false;

  /**
   * @param folder for the places of functions, which the emulator was told
   * @param emulator its address
   */
  constructor(python: string, folder: string, emulator: string) {
    this.#folder = folder;
    for (const name of ['functions', 'started']) mkdirSync(join(folder, name), { recursive: true });
    this.#lab = Lab.start(python);
    const { hostname, port } = new URL(emulator);
    this.#balancers = createServer((socket) => {
      this.#passOn(socket, connect({ host: hostname, port: Number(port) }));
    });
    this.#balancers.listen(this.#socket);
  }

  get #socket(): string {
    return join(this.#folder, 'balancers.sock');
  }

  /** Connections that have come through the listeners of load balancers. */
  get passed(): number {
    return this.#passed;
  }

  /** POSTs that have come so. */
  get posts(): number {
    return this.#posts;
  }

  #passOn(socket: Socket, further: Socket): void {
    this.#passed += 1;
    socket.on('data', (chunk) => {
      if (chunk.subarray(0, 5).toString('latin1') === 'POST ') this.#posts += 1;
    });
    const answers = new Transform({
      transform: (chunk, _encoding, done) => done(null, this.losesAnswers ? undefined : chunk),
    });
    socket.pipe(further).pipe(answers).pipe(socket);
    // Whichever end goes first: the other follows.
    socket.on('error', () => further.destroy());
    further.on('error', () => socket.destroy());
  }

  get network(): LabNetwork {
    if (!this.#network) throw new Error('no network is built');
    return this.#network;
  }

  /**
   * Builds a network, or makes what is built into it.
   * @param hosts text of the file in which functions look up names
   */
  async build(network: LabNetwork, hosts: string): Promise<void> {
    this.#network = network;
    await this.#lab.apply(compile(network));
    await openListeners(this.#lab, network, () => this.#socket);
    // In place: functions have it mounted.
    writeFileSync(join(this.#folder, 'hosts'), hosts);
    for (const host of network.hosts) {
      const [own] = host.interfaces;
      if (host.kind !== 'function' || !own) continue;
      const place = this.#lab.enter(interfaceNamespace(host, own)).join('\n');
      writeFileSync(join(this.#folder, 'functions', host.id), `${place}\n`);
    }
  }

  /** Pulls the cable of one of a host's interfaces, or puts it back. */
  async setLink(host: Host, own: Interface, up: boolean): Promise<void> {
    const name = interfaceNamespace(host, own);
    const place = compile(this.network).namespaces.find((each) => each.name === name);
    if (!place) throw new Error(`there is no ${name} in the network`);
    await this.#lab.setLink(place, up);
  }

  /** Ends the functions' processes; the next call starts them anew, without a connection from before. */
  async restartFunctions(): Promise<void> {
    const folder = join(this.#folder, 'started');
    for (const name of readdirSync(folder)) {
      const noted = readFileSync(join(folder, name), 'utf8').trim().split('\n').map(Number);
      const pids = noted.filter((pid) => this.#isFunction(pid, name));
      for (const pid of pids) endProcess(pid);
      while (pids.some(isRunning)) await sleep(POLL_MS);
      rmSync(join(folder, name));
    }
  }

  /** Whether a process that was noted is still that of the function: the system gives numbers again. */
  #isFunction(pid: number, name: string): boolean {
    const environment = environmentOf(pid);
    return [`AWS_LAMBDA_FUNCTION_NAME=${name}`, `FUNCTION_PLACES=${this.#folder}`].every((each) =>
      environment.includes(each),
    );
  }

  /** What comes about of these, by packets. @param timeoutMs how long one that nobody answers is waited for */
  tryConnect(attempts: readonly Attempt[], timeoutMs?: number): Promise<Reached[]> {
    return tryConnect(this.#lab, this.network, attempts, timeoutMs);
  }

  /** Lines for a shell: one as each function sees the network, and what a router and a load balancer go by. */
  lookAround(): string[] {
    const { hosts, vpcs } = this.network;
    const inside = (namespace: string, command: string) =>
      `PATH=$PATH:${SBIN} nsenter ${this.#lab.enter(namespace).join(' ')} ${command}`;
    const all = (kind: Host['kind']) => hosts.filter((host) => host.kind === kind);
    const shell = `unshare --mount sh -c 'mount --bind ${join(this.#folder, 'hosts')} /etc/hosts && exec bash'`;
    const each = (some: readonly Host[], command: string) =>
      some.flatMap((host) =>
        host.interfaces.slice(0, 1).map((own) => inside(interfaceNamespace(host, own), command)),
      );
    return [
      ...each(all('function'), shell),
      ...vpcs.map(({ id }) => inside(routerNamespace(id), 'bash')),
      ...each(all('load-balancer'), 'nft list ruleset'),
    ];
  }

  async stop(): Promise<void> {
    rmSync(join(this.#folder, 'functions'), { recursive: true, force: true });
    this.#balancers.close();
    await this.#lab.stop();
  }
}

/** Of one that has ended, or is another user's: nothing. */
function environmentOf(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
  } catch {
    return [];
  }
}

/** One that has ended by itself is as good. */
function endProcess(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

/** Ended, to the last of its threads, and not yet looked at by the emulator counts as not running. */
function isRunning(pid: number): boolean {
  try {
    const hasEnded = readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
    return !hasEnded || readdirSync(`/proc/${pid}/task`).length > 1;
  } catch {
    return false;
  }
}
