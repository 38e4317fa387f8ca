import { join } from 'node:path';
import {
  imageFlags,
  ServerProcess,
  testEnvironment,
} from '../../../services/ecs-caller/test/support/server-process.ts';
import { RawConnection } from '../../../shared/test/support/raw-connection.ts';
import type { LoadUpstream } from './upstream.ts';

/** Where bench/load.mjs puts the programs. */
const programs = import.meta.dirname;
export const clientsProgram = join(programs, 'clients-program.mjs');

/** `own` is the ECS caller as its image holds it. */
export type ServerName = 'own' | 'bare';

/** What Node takes by itself in a container of 512 MB (`heap_size_limit` of node:v8, Node 20 and 24). */
const HEAP_OF_A_TASK = ['--max-old-space-size=256'];
const HEALTH = 'GET /health HTTP/1.1\r\nHost: a\r\n\r\n';
const MEGABYTE = 1_000_000;

/** A server in a process of its own, that calls a protected API in this one. */
export class ServerUnderLoad {
  readonly port: number;
  readonly #process: ServerProcess;

  private constructor(server: ServerProcess, port: number) {
    this.#process = server;
    this.port = port;
  }

  static async start(upstream: LoadUpstream, name: ServerName = 'own'): Promise<ServerUnderLoad> {
    const server = new ServerProcess(
      join(programs, `${name}.mjs`),
      testEnvironment(upstream.origin),
      [...imageFlags, ...HEAP_OF_A_TASK],
    );
    return new ServerUnderLoad(server, await server.port());
  }

  /** Resident, in MB. */
  get memory(): number {
    return this.#process.memory() / MEGABYTE;
  }

  /** The most that it ever was, in MB. */
  get peakMemory(): number {
    return this.#process.peakMemory() / MEGABYTE;
  }

  get cpuSeconds(): number {
    return this.#process.cpuSeconds();
  }

  get descriptors(): number {
    return this.#process.descriptors();
  }

  /** @returns what a health check on a new connection gets */
  async health(): Promise<string> {
    const connection = await RawConnection.open(this.port);
    connection.send(HEALTH);
    const [answer] = await connection.untilAnswered();
    connection.reset();
    return String(answer?.status ?? 'no answer');
  }

  /** The bench would only hold it. */
  dropLog(): void {
    this.#process.output = '';
  }

  async stop(): Promise<void> {
    await this.#process.stop();
  }
}
