// biome-ignore lint/style/noRestrictedImports: into a temporary folder of its own, where functions have the file mounted
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { compile } from '@private-lambda/packet-lab/compile/compile';
import { interfaceNamespace } from '@private-lambda/packet-lab/compile/names';
import type { LabNetwork } from '@private-lambda/packet-lab/model';
import { Lab } from '@private-lambda/packet-lab/run/lab';
import { openListeners } from '@private-lambda/packet-lab/run/open-listeners';
import { type Attempt, type Reached, tryConnect } from '@private-lambda/packet-lab/run/try-connect';

/**
 * The deployed network as namespaces, with its functions in them: the emulator starts each that has a place there (see
 * `hooks/places/node`), and what comes to a listener of a load balancer goes on to the emulator.
 */
export class DeployedLab {
  readonly #lab: Lab;
  readonly #folder: string;
  readonly #balancers: Server;
  #network: LabNetwork | undefined;
  #passed = 0;

  /**
   * @param folder for the places of functions, which the emulator was told
   * @param emulator its address
   */
  constructor(python: string, folder: string, emulator: string) {
    this.#folder = folder;
    mkdirSync(join(folder, 'functions'), { recursive: true });
    this.#lab = Lab.start(python);
    const { hostname, port } = new URL(emulator);
    this.#balancers = createServer((socket) => {
      this.#passed += 1;
      const further = connect({ host: hostname, port: Number(port) });
      socket.pipe(further).pipe(socket);
      // Whichever end goes first: the other follows.
      socket.on('error', () => further.destroy());
      further.on('error', () => socket.destroy());
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

  /** What comes about of these, by packets. @param timeoutMs how long one that nobody answers is waited for */
  tryConnect(attempts: readonly Attempt[], timeoutMs?: number): Promise<Reached[]> {
    return tryConnect(this.#lab, this.network, attempts, timeoutMs);
  }

  async stop(): Promise<void> {
    rmSync(join(this.#folder, 'functions'), { recursive: true, force: true });
    this.#balancers.close();
    await this.#lab.stop();
  }
}
