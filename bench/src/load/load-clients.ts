import * as v from 'valibot';
import { Child } from '../measuring/children.ts';

/** Of the clients' process, in this order. */
export interface WarmUp {
  readonly clients: number;
  readonly port: number;
  /** How many are enough, of all clients together. */
  readonly answers: number;
}
export interface Count {
  readonly milliseconds: number;
}

const countedSchema = v.object({
  /** Answers by status. */
  statuses: v.record(v.string(), v.number()),
  /** Milliseconds within which half of the good answers came, and 99 of 100. */
  p50: v.number(),
  p99: v.number(),
  /** Connections that ended without an answer. */
  lost: v.number(),
  /** Seconds of CPU that the clients used, a second. */
  cpu: v.number(),
});
export type Counted = v.InferOutput<typeof countedSchema>;

/** The clients of a load, in a process of their own: what they cost is not the server's. */
export class LoadClients {
  readonly #child: Child;

  private constructor(child: Child) {
    this.#child = child;
  }

  /** @param program the bundle of clients-program.ts */
  static async start(program: string): Promise<LoadClients> {
    const { child } = await Child.start(program);
    return new LoadClients(child);
  }

  /** Settles when all are connected, and the server has given so many answers that its code is compiled. */
  async warmUp(task: WarmUp): Promise<void> {
    await this.#child.ask(task);
  }

  /** What happens from now on. */
  async count(milliseconds: number): Promise<Counted> {
    const task: Count = { milliseconds };
    return v.parse(countedSchema, await this.#child.ask(task));
  }

  async stop(): Promise<void> {
    await this.#child.stop();
  }
}
