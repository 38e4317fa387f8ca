import { type ChildProcessByStdio, type SpawnOptionsWithoutStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import * as v from 'valibot';
import { OWN_DEVICE } from '../compile/names.ts';
import type { Namespace, Plan } from '../compile/plan.ts';
import { agentCommand, answerSchema, outcomes } from './agent.ts';
import { dial } from './dial.ts';
import type { Destination, Outcome, Probe } from './probe.ts';
import { withSbin } from './with-sbin.ts';

/** For UDP every datagram is sent back. */
export interface Listener {
  /** Left out, TCP. */
  readonly protocol?: 'udp';
  readonly namespace: string;
  readonly port: number;
  /** Of a Unix socket to which every byte goes on; without it connections are closed at once. */
  readonly path?: string;
}

/**
 * Networks of Linux namespaces, inside a user namespace of their own: no right of this machine is needed, nothing of it
 * is touched, and all of it ends with this process, however that ends.
 */
export class Lab {
  readonly #process: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly #waiting = new Map<number, (answer: v.InferOutput<typeof answerSchema>) => void>();
  #orders = 0;
  #dials: string | undefined;
  #said = '';
  /** Why there is no lab any more. */
  #ended: string | undefined;

  private constructor(python: string) {
    const [program = '', ...args] = agentCommand(python);
    // Leader of a group of its own: Ctrl-C reaches this process alone, which then ends the lab.
    this.#process = spawn(program, args, {
      stdio: ['pipe', 'pipe', 'pipe'],
      detached: true,
      env: withSbin(process.env),
    });
    this.#process.stderr.on('data', (chunk) => {
      this.#said += String(chunk);
    });
    // Writing to one that has ended: what it said last is the reason.
    this.#process.stdin.on('error', () => {});
    createInterface({ input: this.#process.stdout }).on('line', (line) => {
      const answer = v.parse(answerSchema, JSON.parse(line));
      this.#waiting.get(answer.id)?.(answer);
    });
    this.#process.on('error', ({ message }) => {
      this.#said += message;
    });
    this.#process.on('close', () => {
      this.#ended = `the lab ended: ${this.#said}`;
      for (const [id, answer] of this.#waiting) answer({ id, error: this.#ended });
    });
  }

  /** @param python 3.10 or later; nothing but its standard library is needed */
  static start(python: string): Lab {
    return new Lab(python);
  }

  /**
   * Builds the network, or makes one that is there into it.
   * @throws Error with what `ip` or `nft` said; the lab, with half a network, then ends
   */
  async apply(plan: Plan): Promise<void> {
    await this.#order('apply', { ...plan });
  }

  /** What comes of each, without a clock: `no answer` is said when its packets have arrived, or were dropped. */
  async probe(probes: readonly Probe[]): Promise<Outcome[]> {
    return v.parse(outcomes, await this.#order('probe', { probes }));
  }

  /** Answers on these ports, and on no other. */
  async listen(listeners: readonly Listener[]): Promise<void> {
    await this.#order('listen', { listeners });
  }

  /**
   * Pulls the cable of a namespace, or puts it back.
   * @param namespace with a device of its own alone, whose routes are gone while the cable is
   */
  async setLink({ name, ip }: Namespace, up: boolean): Promise<void> {
    await this.#order('set_link', { namespace: name, device: OWN_DEVICE, up, ip: up ? ip : [] });
  }

  /** From now on connections can be dialled. @param path of a Unix socket to be made */
  async openDials(path: string): Promise<void> {
    this.#dials = path;
    await this.#order('serve_dials', { path });
  }

  /** Opens a connection from a namespace. @throws DialError where none comes about in time */
  dial(to: Destination, timeoutMs: number): Promise<Socket> {
    if (this.#dials === undefined) throw new Error('no dials are open');
    return dial(this.#dials, to, timeoutMs);
  }

  /**
   * Starts a program in a namespace. It ends with the lab, however that ends.
   * @returns the process that stands for it: it ends when the program does, with the same exit code
   */
  run(namespace: string, command: readonly string[], options: SpawnOptionsWithoutStdio) {
    const pid = `--pid=/proc/${this.#agentPid()}/ns/pid`;
    return spawn('nsenter', [...this.enter(namespace), pid, ...command], options);
  }

  /** Arguments of `nsenter` for a program that is to run in a namespace; it keeps the files that this process sees. */
  enter(namespace: string): string[] {
    const lab = `/proc/${this.#agentPid()}`;
    return [
      '--preserve-credentials',
      `--user=${lab}/ns/user`,
      `--net=${lab}/root/run/netns/${namespace}`,
    ];
  }

  async stop(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const exit = once(this.#process, 'exit');
    this.#process.stdin.end();
    await exit;
  }

  /** Process 1 of the PID namespace is the one child of `unshare`. */
  #agentPid(): number {
    return onlyChild(this.#process.pid);
  }

  async #order(what: string, order: Readonly<Record<string, unknown>>): Promise<unknown> {
    if (this.#ended !== undefined) throw new Error(this.#ended);
    const id = ++this.#orders;
    const answered = new Promise<v.InferOutput<typeof answerSchema>>((resolve) => {
      this.#waiting.set(id, resolve);
    });
    this.#process.stdin.write(`${JSON.stringify({ id, do: what, ...order })}\n`);
    const { result, error } = await answered;
    this.#waiting.delete(id);
    if (error !== undefined) throw new Error(error);
    return result;
  }
}

/** @throws Error for a process that has ended, or has several */
export function onlyChild(pid: number | undefined): number {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
  if (!/^\d+$/.test(children)) throw new Error(`process ${pid} has no only child: ${children}`);
  return Number(children);
}
