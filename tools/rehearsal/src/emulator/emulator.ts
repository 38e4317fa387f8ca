import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
// biome-ignore lint/style/noRestrictedImports: into the emulator's own temporary folder
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { repositoryRoot } from '@private-lambda/packaging/repository-root';
import * as v from 'valibot';
import { startTlsFront, type TlsFront } from './tls-front.ts';

const directory = join(repositoryRoot, 'tools', 'rehearsal', 'emulator');
const functionHook = join(repositoryRoot, 'tools', 'rehearsal', 'hooks', 'load-balancer-names.cjs');

/** Milliseconds until the emulator must answer; a loaded machine needs a few seconds. */
const START_TIMEOUT_MS = 60_000;
const POLL_MS = 50;

const portLine = v.object({ port: v.number() });

export interface EmulatorOptions {
  /** A Python with the packages of `emulator/requirements.txt`. */
  readonly python: string;
  /** Folder for the emulator's files; removed with the emulator. */
  readonly workDirectory: string;
  readonly region: string;
  /** Folder that says where in a network functions run (src/network/deployed-lab.ts); left out, they run anywhere. */
  readonly places?: string | undefined;
}

/**
 * A local AWS on a free port of the loopback address. It lives as long as the pipe to its standard input: it ends,
 * and its functions with it, when `stop` is called or this process ends in whatever way.
 */
export class Emulator {
  /** `http://127.0.0.1:<port>`, for AWS_ENDPOINT_URL. By address: with a name S3 clients would put the bucket in front. */
  readonly url: string;
  readonly tlsFront: TlsFront;
  readonly #process: ChildProcessWithoutNullStreams;

  private constructor(process: ChildProcessWithoutNullStreams, port: number, front: TlsFront) {
    this.#process = process;
    this.tlsFront = front;
    this.url = `http://127.0.0.1:${port}`;
  }

  /** @throws Error with what the emulator said when it does not come up */
  static async start({
    python,
    workDirectory,
    region,
    places,
  }: EmulatorOptions): Promise<Emulator> {
    mkdirSync(workDirectory, { recursive: true });
    let url = '';
    const front = await startTlsFront(() => url);
    const child = spawn(python, [join(directory, 'start.py')], {
      cwd: directory,
      env: { ...cleanEnvironment(workDirectory, region, front), ...(places && placing(places)) },
      // Leader of its own group: Ctrl-C reaches this process alone, which then ends the emulator in order.
      detached: true,
    });
    const said: string[] = [];
    child.stderr.on('data', (chunk) => said.push(String(chunk)));
    const ended = once(child, 'exit').then(([code, signal]) => {
      front.stop();
      const output = said.join('').trim().split('\n').slice(-5).join('\n');
      throw new Error(`the emulator ended (${signal ?? `exit code ${code}`}): ${output}`);
    });
    // Nobody listens any more once the emulator is up.
    ended.catch(() => {});
    const emulator = new Emulator(child, await Promise.race([readPort(child), ended]), front);
    url = emulator.url;
    await Promise.race([emulator.#untilHealthy(), ended]);
    return emulator;
  }

  /** Ends the emulator and everything it started. */
  async stop(): Promise<void> {
    this.tlsFront.stop();
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const exit = once(this.#process, 'exit');
    this.#process.stdin.end();
    await exit;
  }

  async #untilHealthy(): Promise<void> {
    const deadline = Date.now() + START_TIMEOUT_MS;
    while (Date.now() < deadline) {
      try {
        const response = await fetch(`${this.url}/_ministack/health`);
        await response.arrayBuffer();
        if (response.ok) return;
      } catch {
        // not listening yet
      }
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
    await this.stop();
    throw new Error(`the emulator did not answer within ${START_TIMEOUT_MS / 1000} s`);
  }
}

/** The first line of the emulator's output says where it listens; what follows is its log. */
async function readPort(child: ChildProcessWithoutNullStreams): Promise<number> {
  const lines = createInterface({ input: child.stdout });
  const [line] = await once(lines, 'line');
  lines.on('line', () => {});
  return v.parse(portLine, JSON.parse(String(line))).port;
}

/** Another `node` stands before ours on the path, which starts functions in their places. */
function placing(places: string): Record<string, string> {
  return {
    PATH: [join(repositoryRoot, 'tools', 'rehearsal', 'hooks', 'places'), PATH].join(':'),
    FUNCTION_PLACES: places,
    NODE_PROGRAM: process.execPath,
  };
}

const PATH = [dirname(process.execPath), '/usr/local/bin', '/usr/bin', '/usr/sbin', '/bin'].join(
  ':',
);

/** Everything in here reaches every function, and nothing else does. */
function cleanEnvironment(
  workDirectory: string,
  region: string,
  { port, authority }: TlsFront,
): Record<string, string> {
  // As Node trusts the authorities of ACM's public certificates: a stage need not name this one.
  const authorityFile = join(workDirectory, 'authority.pem');
  writeFileSync(authorityFile, authority);
  return {
    PATH,
    HOME: workDirectory,
    TMPDIR: workDirectory,
    // No .pyc files beside the sources.
    PYTHONDONTWRITEBYTECODE: '1',
    // A request to a load balancer or an HTTP API names no Region; it goes to this one.
    MINISTACK_REGION: region,
    NODE_EXTRA_CA_CERTS: authorityFile,
    TLS_FRONT_PORT: String(port),
    NODE_OPTIONS: `--require ${JSON.stringify(functionHook)}`,
  };
}
