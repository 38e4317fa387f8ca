import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';

const repository = fileURLToPath(new URL('../../..', import.meta.url));
const require = createRequire(import.meta.url);
const serverless = join(
  dirname(require.resolve('serverless/package.json')),
  'bin',
  'serverless.js',
);

/** Milliseconds between two questions whether a service answers. */
const POLL_MS = 100;
/** Milliseconds after which a service that does not end by itself is ended. */
const FORCE_KILL_MS = 5_000;

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
  readonly #healthUrl: string;
  readonly #process;
  readonly #early: string[] = [];
  #answers = false;

  constructor({ name, healthUrl, environment, onLine }: LocalServiceOptions) {
    this.name = name;
    this.#healthUrl = healthUrl;
    this.#process = execa(process.execPath, [serverless, 'offline', 'start', '--stage', 'local'], {
      cwd: join(repository, 'services', name),
      env: { SLS_TELEMETRY_DISABLED: '1', FORCE_COLOR: '0', NODE_NO_WARNINGS: '1', ...environment },
      all: true,
      buffer: false,
      reject: false,
      stdin: 'ignore',
      // A group of its own: Ctrl-C reaches this tool alone, which then ends its services in order.
      detached: true,
      cleanup: true,
      forceKillAfterDelay: FORCE_KILL_MS,
    });
    void this.#readLines(onLine);
    this.ended = this.#process.then(({ exitCode, signal }) =>
      signal === undefined ? `exit code ${exitCode ?? 'unknown'}` : `ended by ${signal}`,
    );
  }

  /** @throws Error with the service's own output when it ends before it answers */
  async untilAnswers(): Promise<void> {
    let endedWith: string | undefined;
    void this.ended.then((how) => {
      endedWith = how;
    });
    while (!(await isHealthy(this.#healthUrl))) {
      if (endedWith !== undefined) {
        const output = this.#early.map((line) => `\n  ${line}`).join('');
        throw new Error(`${this.name} did not start (${endedWith}):${output}`);
      }
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
    this.#answers = true;
  }

  /** Ends the process and waits until it has. */
  async stop(): Promise<void> {
    this.#process.kill('SIGTERM');
    await this.ended;
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
