import type { IncomingMessage } from 'node:http';
import { CollectedBytes } from '../http/collected-bytes.ts';
import { bodyTooLarge } from '../http/event-body.ts';
import { MAX_REQUEST_BODY_BYTES } from '../http/limits.ts';
import type { HttpError } from '../http/problem.ts';
import type { BodyBudget } from './body-budget.ts';
import { busy, malformed, tooSlow } from './refusals.ts';

/** Milliseconds that a body has before its rate counts, and between two looks at it. */
const RATE_GRACE_MS = 5_000;
const RATE_LOOK_MS = 1_000;
/** Bytes a second that are no attempt to hold the connection: what Kestrel (ASP.NET Core) asks for, too. */
const MIN_BYTES_PER_SECOND = 240;

/**
 * The body of a request, which is read once a route has been found for it. At most {@link MAX_REQUEST_BODY_BYTES} of
 * it are kept, and no more than the budget of all connections allows.
 */
export class IncomingBody {
  readonly #message: IncomingMessage;
  readonly #budget: BodyBudget;
  readonly #collected = new CollectedBytes();
  #refusal: HttpError | undefined;
  #isOpen = true;
  #settle: () => void = () => {};
  #timer: NodeJS.Timeout | undefined;
  #startedAt = 0;

  constructor(message: IncomingMessage, budget: BodyBudget) {
    this.#message = message;
    this.#budget = budget;
    // A client that resets the connection is told by `close`, too.
    message.on('error', () => {});
  }

  /** Is there more to come from the client? What has come may still be on its way through the stream. */
  get isOpen(): boolean {
    return this.#isOpen && !this.#message.complete;
  }

  /** Was it not read to its end? */
  get isRefused(): boolean {
    return this.#refusal !== undefined;
  }

  /**
   * Reads it to its end.
   * @param ask tells a client that waits for it to send the body
   * @throws HttpError 413 above the limit, 503 above the budget, 408 when it is too slow, 400 when it breaks off
   */
  async receive(ask: () => void): Promise<void> {
    if (announcesTooMuch(this.#message)) this.stop(bodyTooLarge());
    if (this.#isOpen) {
      ask();
      await this.#read();
    }
    if (this.#refusal) throw this.#refusal;
  }

  /** @returns what has been received */
  bytes(): Buffer {
    return this.#collected.bytes();
  }

  /** Lets go of what was read; what else comes is thrown away. */
  stop(reason: HttpError): void {
    if (!this.#isOpen) return;
    this.#refusal = reason;
    this.release();
    this.#close();
    this.#message.resume();
  }

  /** The request has been answered: its bytes are of no more use. */
  release(): void {
    this.#budget.change(this.#collected.length, 0);
    this.#collected.clear();
  }

  #read(): Promise<void> {
    this.#startedAt = Date.now();
    this.#timer = setTimeout(() => this.#look(), RATE_GRACE_MS);
    const read = new Promise<void>((resolve) => {
      this.#settle = resolve;
    });
    this.#message
      .on('data', (chunk: Buffer) => this.#add(chunk))
      .once('end', () => this.#close())
      .once('close', () => this.stop(malformed('The request broke off.')));
    return read;
  }

  #add(chunk: Buffer): void {
    if (!this.#isOpen) return;
    const { length } = this.#collected;
    const next = length + chunk.length;
    if (next > MAX_REQUEST_BODY_BYTES) this.stop(bodyTooLarge());
    else if (this.#budget.change(length, next)) this.#collected.add(chunk);
    else this.stop(busy());
  }

  #look(): void {
    const seconds = (Date.now() - this.#startedAt) / 1_000;
    if (this.#collected.length < seconds * MIN_BYTES_PER_SECOND) this.stop(tooSlow());
    else this.#timer = setTimeout(() => this.#look(), RATE_LOOK_MS);
  }

  #close(): void {
    this.#isOpen = false;
    clearTimeout(this.#timer);
    this.#settle();
  }
}

/** Does the request say beforehand that its body is above the limit? */
function announcesTooMuch(message: IncomingMessage): boolean {
  return Number(message.headers['content-length'] ?? 0) > MAX_REQUEST_BODY_BYTES;
}
