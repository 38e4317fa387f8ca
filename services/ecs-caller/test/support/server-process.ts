import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

type Environment = Readonly<Record<string, string>>;

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

export class ServerProcess {
  /** Everything printed so far, both streams. */
  output = '';
  readonly exitCode: Promise<number | null>;
  readonly #process: ChildProcess;
  #hasEnded = false;

  constructor(file: string, environment: Environment) {
    this.#process = spawn(process.execPath, [file], {
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.#process.stdout, this.#process.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.output += text;
      });
    }
    this.exitCode = once(this.#process, 'close').then(([code]) => {
      this.#hasEnded = true;
      return typeof code === 'number' ? code : null;
    });
  }

  /** @throws Error with the output when the process ends first */
  async until(condition: () => boolean): Promise<void> {
    while (!condition()) {
      if (this.#hasEnded) throw new Error(`the server has ended:\n${this.output}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  /** Where it listens. */
  async port(): Promise<number> {
    await this.until(() => this.lines('listening').length > 0);
    return Number(this.lines('listening')[0]?.['port']);
  }

  /** Its whole log lines, of one message or all. @throws when one is not JSON */
  lines(message?: string): Record<string, unknown>[] {
    const whole = this.output.slice(0, this.output.lastIndexOf('\n') + 1);
    const lines: Record<string, unknown>[] = whole
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line));
    return lines.filter((line) => message === undefined || line['message'] === message);
  }

  signal(signal: NodeJS.Signals): void {
    this.#process.kill(signal);
  }

  async stop(): Promise<void> {
    this.signal('SIGKILL');
    await this.exitCode;
  }

  /** Open descriptors; none where the system does not tell (it has no /proc). */
  descriptors(): number {
    const directory = `/proc/${this.#process.pid}/fd`;
    return existsSync(directory) ? readdirSync(directory).length : 0;
  }

  /** Resident memory in bytes; none where the system does not tell. */
  memory(): number {
    return this.#memory('VmRSS');
  }

  /** The most resident memory that there ever was, in bytes; none where the system does not tell. */
  peakMemory(): number {
    return this.#memory('VmHWM');
  }

  #memory(field: 'VmRSS' | 'VmHWM'): number {
    const file = `/proc/${this.#process.pid}/status`;
    if (!existsSync(file)) return 0;
    const line = new RegExp(`${field}:\\s+(\\d+) kB`).exec(readFileSync(file, 'utf8'));
    return Number(line?.[1]) * 1024;
  }
}

/** What the task definition says, with time limits that a test can wait for. */
export function testEnvironment(protectedApiUrl: string, over: Environment = {}): Environment {
  return {
    PROTECTED_API_URL: protectedApiUrl,
    CALL_DEADLINE_SECONDS: '12',
    CALL_ATTEMPT_SECONDS: '5.5',
    HOST: '127.0.0.1',
    PORT: '0',
    ...over,
  };
}
