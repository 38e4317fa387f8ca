import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const REPOSITORY = join(__dirname, '..', '..', '..', '..');

export type Run = { readonly code: number; readonly stdout: string; readonly stderr: string };

/** The tool as users run it: bundled from the source as it is now, in a process of its own. */
export class Subnets {
  readonly #folder = mkdtempSync(join(tmpdir(), 'subnets-'));

  constructor() {
    const bundle = join(this.#folder, 'bundle');
    execFileSync(process.execPath, ['tools/build.mjs', 'subnets', bundle], { cwd: REPOSITORY });
  }

  /** A path in a folder that goes away with the tool. */
  path(name: string) {
    return join(this.#folder, name);
  }

  run(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Run> {
    const main = this.path('bundle/main.mjs');
    return new Promise((resolve) => {
      execFile(
        process.execPath,
        [main, ...args],
        { cwd: this.#folder, env: { PATH: process.env['PATH'], ...env }, maxBuffer: 2 ** 26 },
        (error, stdout, stderr) => {
          const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
          resolve({ code, stdout, stderr });
        },
      );
    });
  }

  remove() {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
