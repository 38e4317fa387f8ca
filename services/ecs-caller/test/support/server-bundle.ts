import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Environment, ServerProcess } from './server-process.ts';

const build = join(__dirname, '..', '..', 'build.mjs');

/** The server as the image holds it: one file. */
export class ServerBundle {
  readonly file: string;
  readonly #directory = mkdtempSync(join(tmpdir(), 'ecs-caller-'));

  constructor() {
    this.file = join(this.#directory, 'server.mjs');
  }

  async build(): Promise<this> {
    await promisify(execFile)(process.execPath, [build, this.file]);
    return this;
  }

  remove(): void {
    rmSync(this.#directory, { recursive: true });
  }

  /** Starts it in a process of its own, with nothing in its environment but what is given. */
  start(environment: Environment): ServerProcess {
    return new ServerProcess(this.file, environment);
  }
}
