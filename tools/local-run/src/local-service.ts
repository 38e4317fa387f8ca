import { join } from 'node:path';
import { InputError } from '@private-lambda/command-line/input-error';
import { repositoryRoot } from '@private-lambda/packaging/repository-root';
import { serverlessProgram } from '@private-lambda/packaging/serverless-program';
import { execa } from 'execa';

/** Milliseconds between two questions whether a service answers. */
const POLL_MS = 100;
/** Milliseconds after which a service that does not end by itself is ended. */
const FORCE_KILL_MS = 5_000;
/** Milliseconds that a service may take to answer the first time. */
const START_LIMIT_MS = 120_000;

export interface LocalServiceOptions {
  /** Folder name under `services/`. */
  readonly name: string;
  /** Answers 200 when the service is up. */
  readonly healthUrl: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Takes each line of output once the service answers; what came before is shown only if it never does. */
  readonly onLine: (line: string) => void;
}

/** One service under serverless-offline, in a process of its own. */
export class LocalService {
  readonly name: string;
  /** Says in a few words how the process ended; settles when it has. */
  readonly ended: Promise<string>;
  readonly pid: number | undefined;
  readonly #healthUrl: string;
  readonly #process;
  readonly #early: string[] = [];
  #answers = false;

  constructor({ name, healthUrl, environment, onLine }: LocalServiceOptions) {
    this.name = name;
    this.#healthUrl = healthUrl;
    this.#process = execa(
      process.execPath,
      [serverlessProgram, 'offline', 'start', '--stage', 'local'],
      {
        cwd: join(repositoryRoot, 'services', name),
        env: {
          SLS_TELEMETRY_DISABLED: '1',
          FORCE_COLOR: '0',
          NODE_NO_WARNINGS: '1',
          ...environment,
        },
        all: true,
        buffer: false,
        reject: false,
        stdin: 'ignore',
        // A group of its own: Ctrl-C reaches this tool alone, which then ends its services in order.
        detached: true,
        cleanup: true,
        forceKillAfterDelay: FORCE_KILL_MS,
      },
    );
    this.pid = this.#process.pid;
    void this.#readLines(onLine);
    this.ended = this.#process.then(({ exitCode, signal }) =>
      signal === undefined ? `exit code ${exitCode ?? 'unknown'}` : `ended by ${signal}`,
    );
  }

  /**
   * @throws InputError with the reason that a function gives for not starting
   * @throws Error with the service's own output when it ends before it answers, or takes too long
   */
  async untilAnswers(): Promise<void> {
    const giveUpAt = Date.now() + START_LIMIT_MS;
    let endedWith: string | undefined;
    void this.ended.then((how) => {
      endedWith = how;
    });
    while (!(await isHealthy(this.#healthUrl))) {
      const reason = this.#early.map(readRefusal).find((found) => found !== undefined);
      if (reason !== undefined)
        throw new InputError('LOCAL_NOT_CONFIGURED', `${this.name}: ${reason}`);
      if (endedWith !== undefined) throw this.#notStarted(endedWith);
      if (Date.now() > giveUpAt) throw this.#notStarted(`no answer in ${START_LIMIT_MS / 1000} s`);
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
    this.#answers = true;
  }

  /** Ends the process and waits until it has. */
  async stop(): Promise<void> {
    this.#process.kill('SIGTERM');
    await this.ended;
  }

  #notStarted(how: string): Error {
    return new Error([`${this.name} did not start (${how}):`, ...this.#early].join('\n  '));
  }

  async #readLines(onLine: (line: string) => void): Promise<void> {
    for await (const line of this.#process.iterable({ from: 'all' })) {
      if (line.trim() === '') continue;
      if (this.#answers) onLine(line);
      else this.#early.push(line);
    }
  }
}

async function isHealthy(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false; // not listening yet
  }
}

/** @returns the reason that a function's log line gives for not starting (shared/src/protected-client) */
function readRefusal(line: string): string | undefined {
  if (!line.startsWith('{"level":"error"')) return undefined;
  const { message, reason } = JSON.parse(line);
  return message === 'not configured' ? String(reason) : undefined;
}
