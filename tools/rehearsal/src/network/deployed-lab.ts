// biome-ignore lint/style/noRestrictedImports: into a temporary folder of its own, where functions have the file mounted
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Snapshot } from '@private-lambda/inventory/snapshot';
import { compile } from '@private-lambda/packet-lab/compile/compile';
import {
  interfaceNamespace,
  plainNamespace,
  routerNamespace,
} from '@private-lambda/packet-lab/compile/names';
import type { Host, Interface, LabNetwork } from '@private-lambda/packet-lab/model';
import { Lab } from '@private-lambda/packet-lab/run/lab';
import { openListeners } from '@private-lambda/packet-lab/run/open-listeners';
import type { Destination } from '@private-lambda/packet-lab/run/probe';
import { type Attempt, type Reached, tryConnect } from '@private-lambda/packet-lab/run/try-connect';
import { SBIN, withSbin } from '@private-lambda/packet-lab/run/with-sbin';
import { BalancerSockets, type EmulatorAddress } from './balancer-sockets.ts';
import { hostIdOf } from './host-id-of.ts';
import { hostsFile } from './hosts-file.ts';
import { startTargetFront, type Target } from './target-front.ts';

/** Milliseconds between two looks at a process that is to end. */
const POLL_MS = 10;
/** "HTTP 504": a load balancer waits 10 s for a connection to a target. */
const CONNECT_MS = 10_000;

/**
 * The deployed network as namespaces, with its functions in them: the emulator starts each that has a place there (see
 * `hooks/places/node`), and what comes to a listener of a load balancer goes on to the emulator.
 */
export class DeployedLab {
  readonly #lab: Lab;
  readonly #folder: string;
  readonly balancers: BalancerSockets;
  #network: LabNetwork | undefined;
  #targetFront: Server | undefined;
  #turn = 0;

  private constructor(lab: Lab, folder: string, balancers: BalancerSockets) {
    this.#lab = lab;
    this.#folder = folder;
    this.balancers = balancers;
  }

  /** @param folder for the places of functions, which the emulator was told */
  static async start(
    python: string,
    folder: string,
    emulator: EmulatorAddress,
  ): Promise<DeployedLab> {
    for (const name of ['functions', 'started']) mkdirSync(join(folder, name), { recursive: true });
    const lab = Lab.start(python);
    const deployed = new DeployedLab(lab, folder, new BalancerSockets(folder, emulator));
    try {
      await deployed.#open();
    } catch (error) {
      await deployed.stop();
      throw error;
    }
    return deployed;
  }

  async #open(): Promise<void> {
    await this.#lab.openDials(join(this.#folder, 'dials.sock'));
    const { server, port } = await startTargetFront((balancer, target) =>
      this.#dialTarget(balancer, target),
    );
    this.#targetFront = server;
    writeFileSync(join(this.#folder, 'target-front'), String(port));
  }

  /** From the nodes of a load balancer in turn: each sends to the targets of all zones ("Cross-zone load balancing"). */
  #dialTarget(balancer: string, { address, port }: Target): Promise<Socket> {
    const host = this.network.hosts.find(({ id }) => id === balancer);
    const nodes = host?.interfaces ?? [];
    const node = nodes[this.#turn++ % nodes.length];
    if (!host || !node) throw new Error(`there is no load balancer ${balancer} in the network`);
    return this.dial({ namespace: interfaceNamespace(host, node), address, port }, CONNECT_MS);
  }

  get network(): LabNetwork {
    if (!this.#network) throw new Error('no network is built');
    return this.#network;
  }

  /**
   * Builds a network, or makes what is built into it.
   * @param snapshot says what listeners speak, and by which names everybody is known
   */
  async build(network: LabNetwork, snapshot: Snapshot): Promise<void> {
    this.#network = network;
    await this.#lab.apply(compile(network));
    await openListeners(this.#lab, network, (host, port) =>
      this.balancers.path(protocolOf(snapshot, host, port)),
    );
    writeWhole(this.#hosts, hostsFile(snapshot, network));
    this.#placeFunctions(network);
  }

  /** Says where each function starts. One that has left the network starts outside of it. */
  #placeFunctions({ hosts }: LabNetwork): void {
    const folder = join(this.#folder, 'functions');
    const functions = hosts.filter(({ kind }) => kind === 'function');
    for (const name of readdirSync(folder)) {
      if (!functions.some(({ id }) => id === name)) rmSync(join(folder, name));
    }
    for (const host of functions) {
      const [own] = host.interfaces;
      if (!own) continue;
      const place = this.#lab.enter(interfaceNamespace(host, own)).join('\n');
      writeWhole(join(folder, host.id), `${place}\n`);
    }
  }

  get #hosts(): string {
    return join(this.#folder, 'hosts');
  }

  /** Opens a connection in the network. @throws DialError where none comes about in time */
  dial(to: Destination, timeoutMs: number): Promise<Socket> {
    return this.#lab.dial(to, timeoutMs);
  }

  /**
   * Starts a program at an interface, where names are those of the network. It ends with the network.
   * @param environment all that it has, beside where programs are found
   */
  run(namespace: string, command: readonly string[], environment: NodeJS.ProcessEnv) {
    const mounted = 'mount --bind "$0" /etc/hosts && exec "$@"';
    const inside = ['unshare', '--mount', 'sh', '-c', mounted, this.#hosts, ...command];
    const { PATH } = withSbin(process.env);
    return this.#lab.run(namespace, inside, { env: { PATH, ...environment } });
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

  /** What comes about of these, by packets. */
  tryConnect(attempts: readonly Attempt[]): Promise<Reached[]> {
    return tryConnect(this.#lab, this.network, attempts);
  }

  /** Lines to paste into a shell, each after one that says where it leads. */
  lookAround(): string[] {
    const { hosts, vpcs, outside } = this.network;
    const inside = (what: string, namespace: string, command: string) => [
      what,
      `  PATH=$PATH:${SBIN} nsenter ${this.#lab.enter(namespace).join(' ')} ${command}`,
    ];
    const shell = `unshare --mount sh -c 'mount --bind ${this.#hosts} /etc/hosts && exec bash'`;
    const each = (kind: Host['kind'], what: string, command: string) =>
      hosts
        .filter((host) => host.kind === kind)
        .flatMap((host) =>
          host.interfaces
            .slice(0, 1)
            .flatMap((own) => inside(`${what} ${host.id}`, interfaceNamespace(host, own), command)),
        );
    const [client] = outside.filter(({ kind }) => kind === 'internet');
    return [
      ...each('function', 'A shell as the function', shell),
      ...each('task', 'A shell as the task', shell),
      ...(client ? inside('A shell on the internet', plainNamespace(client.id), shell) : []),
      ...vpcs.flatMap(({ id }) =>
        inside(`A shell at the router of ${id}`, routerNamespace(id), 'bash'),
      ),
      ...each('load-balancer', 'The rules of the groups of load balancer', 'nft list ruleset'),
    ];
  }

  async stop(): Promise<void> {
    rmSync(join(this.#folder, 'functions'), { recursive: true, force: true });
    rmSync(join(this.#folder, 'target-front'), { force: true });
    this.balancers.close();
    this.#targetFront?.close();
    this.#targetFront?.closeAllConnections();
    await this.#lab.stop();
  }
}

/**
 * In place, for functions and tasks have it mounted; and not where it is the same: a function that starts while a network
 * is built would find the file empty, and nobody by a name.
 */
function writeWhole(file: string, text: string): void {
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return;
  writeFileSync(file, text);
}

/** What the listener of a load balancer speaks. */
function protocolOf({ Listeners = [] }: Snapshot, host: string, port: number): 'HTTP' | 'HTTPS' {
  const speaksTls = Listeners.some(
    ({ LoadBalancerArn = '', Port, Protocol }) =>
      hostIdOf(LoadBalancerArn) === host && Port === port && Protocol === 'HTTPS',
  );
  return speaksTls ? 'HTTPS' : 'HTTP';
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
