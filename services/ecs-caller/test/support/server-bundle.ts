import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Environment, ServerProcess } from './server-process.ts';

const builders = {
  'as it is': join(__dirname, '..', '..', 'build.mjs'),
  /** With routes that stay when the sample goes: shared/test/support/items. */
  'with item routes': join(__dirname, 'build-with-item-routes.mjs'),
};

/** The server as the image holds it: one file. */
export class ServerBundle {
  readonly file: string;
  readonly #started: ServerProcess[] = [];
  readonly #directory = mkdtempSync(join(tmpdir(), 'ecs-caller-'));

  constructor() {
    this.file = join(this.#directory, 'server.mjs');
  }

  async build(how: keyof typeof builders = 'as it is'): Promise<this> {
    await promisify(execFile)(process.execPath, [builders[how], this.file]);
    return this;
  }

  /** Ends also what a test that failed has left running. */
  async remove(): Promise<void> {
    await Promise.all(this.#started.map((server) => server.stop()));
    rmSync(this.#directory, { recursive: true });
  }

  /** Starts it in a process of its own, with nothing in its environment but what is given. */
  start(environment: Environment): ServerProcess {
    const server = new ServerProcess(this.file, environment);
    this.#started.push(server);
    return server;
  }
}
