import { join } from 'node:path';
import { InputError } from '@private-lambda/command-line/input-error';
import { endWithParent } from '@private-lambda/packaging/end-with-parent';
import { repositoryRoot } from '@private-lambda/packaging/repository-root';
import { serverlessProgram } from '@private-lambda/packaging/serverless-program';
import { execa } from 'execa';
import { findFatalError, findRefusal, withoutDump, withoutStacks } from './service-output.ts';

/** Milliseconds between two questions whether a service answers. */
const POLL_MS = 100;
/** Milliseconds after which a service that does not end by itself is ended. */
const FORCE_KILL_MS = 5_000;
/** Milliseconds that a service may take to answer the first time. */
const START_LIMIT_MS = 120_000;

export interface LocalServiceOptions {
  /** Folder name under `services/`. */
  readonly name: string;
  /** Answers 200 when the service is up; 401 says as much, where callers need a token. */
  readonly healthUrl: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Takes each line of output once the service answers; what came before is shown only if it does not start. */
  readonly onLine: (line: string) => void;
}

/** One service under serverless-offline, in a process of its own. */
export class LocalService {
  readonly name: string;
  /** Says in a few words how the process ended; settles when it has. */
  readonly ended: Promise<string>;
  readonly pid: number | undefined;
  readonly #healthUrl: string;
  readonly #onLine: (line: string) => void;
  readonly #process;
  readonly #early: string[] = [];
  #answers = false;
  #isToEnd = false;

  constructor({ name, healthUrl, environment, onLine }: LocalServiceOptions) {
    this.name = name;
    this.#healthUrl = healthUrl;
    this.#onLine = onLine;
    this.#process = execa(
      process.execPath,
      [serverlessProgram, 'offline', 'start', '--stage', 'local'],
      {
        cwd: join(repositoryRoot, 'services', name),
        env: {
          SLS_TELEMETRY_DISABLED: '1',
          FORCE_COLOR: '0',
          NODE_NO_WARNINGS: '1',
          NODE_OPTIONS: endWithParent(),
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
    void this.#readLines();
    this.ended = this.#process.then(({ exitCode, signal }) =>
      signal === undefined ? `exit code ${exitCode ?? 'unknown'}` : `ended by ${signal}`,
    );
  }

  /**
   * @throws InputError with the reason that a function gives for not starting
   * @throws InputError when the service ends before it answers, or osls gives up; what it printed has been shown then
   * @throws Error when it takes too long
   */
  async untilAnswers(): Promise<void> {
    const giveUpAt = Date.now() + START_LIMIT_MS;
    let endedWith: string | undefined;
    void this.ended.then((how) => {
      endedWith = how;
    });
    for (;;) {
      const reason = findRefusal(this.#early);
      if (reason !== undefined)
        throw new InputError('LOCAL_NOT_CONFIGURED', `${this.name}: ${reason}`);
      if (endedWith !== undefined) throw this.#notStarted(endedWith);
      // A build that failed leaves the process behind, waiting for nothing.
      const fatal = findFatalError(this.#early);
      if (fatal !== undefined) throw this.#notStarted(fatal);
      if (await isHealthy(this.#healthUrl)) break;
      if (Date.now() > giveUpAt) {
        this.#showEarly();
        throw new Error(`${this.name} did not start: no answer in ${START_LIMIT_MS / 1000} s`);
      }
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
    this.#answers = true;
  }

  /** Ends the process and waits until it has. */
  async stop(): Promise<void> {
    this.#isToEnd = true;
    this.#process.kill('SIGTERM');
    await this.ended;
  }

  #notStarted(why: string): InputError {
    this.#showEarly();
    return new InputError('LOCAL_NOT_STARTED', `${this.name} did not start: ${why}`);
  }

  #showEarly(): void {
    for (const line of withoutStacks(this.#early)) this.#onLine(line);
  }

  async #readLines(): Promise<void> {
    for await (const line of withoutDump(this.#process.iterable({ from: 'all' }))) {
      if (line.trim() === '') continue;
      if (!this.#answers) this.#early.push(line);
      // How osls ends is no news; what a function logs is still said.
      else if (!this.#isToEnd || line.startsWith('{')) this.#onLine(line);
    }
  }
}

async function isHealthy(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
    await response.arrayBuffer();
    return response.ok || response.status === 401;
  } catch {
    return false; // not listening yet
  }
}
