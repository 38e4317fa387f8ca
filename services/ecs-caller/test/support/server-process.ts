import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';

export type Environment = Readonly<Record<string, string>>;

/** Milliseconds after which a condition will not come true. */
const PATIENCE_MS = 30_000;

/** How the image runs Node. */
export const imageFlags: readonly string[] = ['--max-semi-space-size=8'];

export class ServerProcess {
  /** Everything printed so far, both streams. */
  output = '';
  readonly exitCode: Promise<number | null>;
  readonly #process: ChildProcess;
  #hasEnded = false;

  constructor(file: string, environment: Environment, flags = imageFlags) {
    this.#process = spawn(process.execPath, [...flags, file], {
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

  /** @throws Error with the output when the process ends first, or it takes longer than a test may */
  async until(condition: () => boolean): Promise<void> {
    const givenUp = Date.now() + PATIENCE_MS;
    while (!condition()) {
      if (this.#hasEnded) throw new Error(`the server has ended:\n${this.output}`);
      if (Date.now() > givenUp) throw new Error(`in vain waited for ${condition}`);
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

  /** Seconds of CPU used so far by all its threads; none where the system does not tell. */
  cpuSeconds(): number {
    const file = `/proc/${this.#process.pid}/stat`;
    if (!existsSync(file)) return 0;
    // After the name in brackets; the 14th and 15th fields are user and system time in ticks of 10 ms (proc(5)).
    const fields = readFileSync(file, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) / 100;
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
