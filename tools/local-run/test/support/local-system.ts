import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { repositoryRoot } from '@private-lambda/packaging/repository-root';
import { findFreePorts } from '../../src/free-ports.ts';

/** As `npm start` says it. */
const program = join('tools', 'run-tool.mjs');

/** `npm start` in a process of its own, on free ports. */
export class LocalSystem {
  readonly url: string;
  readonly albUrl: string;
  /** Everything printed so far, both streams. */
  output = '';
  readonly exitCode: Promise<number | null>;
  readonly #process: ChildProcess;

  private constructor(
    [command, ...args]: readonly [string, ...string[]],
    ports: readonly number[],
    environment: NodeJS.ProcessEnv,
  ) {
    const [port = 0, albPort = 0] = ports;
    this.url = `http://127.0.0.1:${port}`;
    this.albUrl = `http://127.0.0.1:${albPort}`;
    this.#process = spawn(
      command,
      [...args, '--port', String(port), '--alb-port', String(albPort), '--no-reload'],
      { cwd: repositoryRoot, env: environment, stdio: ['ignore', 'pipe', 'pipe'] },
    );
    for (const stream of [this.#process.stdout, this.#process.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.output += text;
      });
    }
    this.exitCode = new Promise((resolve) => this.#process.once('close', (code) => resolve(code)));
  }

  /** Starts the command; use `untilPrinted` or `exitCode` to wait. Handlers stay loaded, as on Lambda. */
  static async start(
    environment: Readonly<Record<string, string>> = {},
    ports?: readonly number[],
    root = repositoryRoot,
  ) {
    return new LocalSystem(
      [process.execPath, join(root, program), 'local-run'],
      ports ?? (await findFreePorts(2)),
      { ...ofNewUser(), ...environment },
    );
  }

  /** Starts it as a user does, with npm and its shell before it. */
  static async startByNpm() {
    return new LocalSystem(['npm', 'start', '--'], await findFreePorts(2), ofNewUser());
  }

  /** @throws Error with the output when the command ends before the text appears */
  untilPrinted(text: string): Promise<void> {
    return this.until(() => this.output.includes(text));
  }

  /** @throws Error with the output when the command ends before the condition holds */
  async until(condition: () => boolean): Promise<void> {
    let ended = false;
    void this.exitCode.then(() => {
      ended = true;
    });
    while (!condition()) {
      if (ended) throw new Error(`npm start ended early:\n${this.output}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** Process of one service, as printed at start. */
  pidOf(api: 'Public API' | 'Protected API'): number {
    const pid = new RegExp(`${api} .*\\(process (\\d+)\\)`).exec(this.output)?.[1];
    if (pid === undefined) throw new Error(`no process of ${api} in:\n${this.output}`);
    return Number(pid);
  }

  /** The log lines that the handlers wrote. */
  logLines(): Record<string, unknown>[] {
    return this.output
      .split('\n')
      .map((line) => line.slice(line.indexOf('{')))
      .filter((line) => line.startsWith('{"level"'))
      .map((line) => JSON.parse(line));
  }

  signal(signal: NodeJS.Signals): void {
    this.#process.kill(signal);
  }

  async stop(): Promise<void> {
    this.signal('SIGTERM');
    await this.exitCode;
  }
}

/** What a new user has: no AWS variable, and none of the test runner's. */
function ofNewUser(): NodeJS.ProcessEnv {
  const { PATH, HOME } = process.env;
  return { PATH, HOME };
}
