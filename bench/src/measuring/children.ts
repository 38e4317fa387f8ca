import { type ChildProcess, execFile, fork } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Runs a program to its end. @returns what it printed. @throws Error when it fails, with its output */
export async function runProgram(
  program: string,
  args: readonly string[],
  options: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv } = {},
): Promise<{ readonly stdout: string; readonly stderr: string }> {
  return run(program, args, { ...options, maxBuffer: 64 * 1024 * 1024 });
}

/** Milliseconds that a child may take for an answer; a lost call must not look like a slow one. */
const ANSWER_MS = 60_000;

/** A child that answers each message with one. */
export class Child {
  readonly #process: ChildProcess;
  readonly #ended: Promise<unknown>;

  private constructor(program: string, args: readonly string[]) {
    this.#process = fork(program, args);
    this.#ended = new Promise((resolve) => this.#process.once('close', resolve));
  }

  /** @returns the child and its first message */
  static async start(
    program: string,
    args: readonly string[] = [],
  ): Promise<{ readonly child: Child; readonly said: unknown }> {
    const child = new Child(program, args);
    return { child, said: await child.#next() };
  }

  async ask(message: object): Promise<unknown> {
    const answer = this.#next();
    this.#process.send(message);
    return answer;
  }

  async stop(): Promise<void> {
    this.#process.kill();
    await this.#ended;
  }

  #next(): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const late = () => reject(new Error(`a child of the bench is silent for ${ANSWER_MS} ms`));
      const timer = setTimeout(late, ANSWER_MS);
      this.#process.once('message', (message) => {
        clearTimeout(timer);
        resolve(message);
      });
      void this.#ended.then(() => reject(new Error('a child of the bench ended early')));
    });
  }
}
