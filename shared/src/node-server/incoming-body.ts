import type { IncomingMessage } from 'node:http';
import type { ByteBudget } from '../http/byte-budget.ts';
import { CollectedBytes } from '../http/collected-bytes.ts';
import { bodyTooLarge } from '../http/event-body.ts';
import { MAX_REQUEST_BODY_BYTES } from '../http/limits.ts';
import type { HttpError } from '../http/problem.ts';
import { HeldBytes } from './held-bytes.ts';
import { busy, malformed, noRoomForAnswer, refusalOfTrailers, tooSlow } from './refusals.ts';

/** Milliseconds that a body has before its rate counts, and between two looks at it. */
const RATE_GRACE_MS = 5_000;
const RATE_LOOK_MS = 1_000;
/** Bytes a second that are no attempt to hold the connection: what Kestrel (ASP.NET Core) asks for, too. */
const MIN_BYTES_PER_SECOND = 240;

/** What a request and one header line of it take in memory beside their own bytes, in bytes, as measured. */
const REQUEST_BYTES = 2_000;
const HEADER_LINE_BYTES = 150;

/**
 * The body of a request, which is read once a route has been found for it. At most {@link MAX_REQUEST_BODY_BYTES} of
 * it are kept, and with its headers no more than the budget of all connections allows.
 */
export class IncomingBody {
  readonly #message: IncomingMessage;
  readonly #held: HeldBytes;
  readonly #collected = new CollectedBytes();
  readonly #headBytes: number;
  #refusal: HttpError | undefined;
  #isOpen = true;
  #settle: () => void = () => {};
  #timer: NodeJS.Timeout | undefined;
  #startedAt = 0;

  /** @param makeRoom has others give way when the budget has no room; false when there is nobody left who would */
  constructor(message: IncomingMessage, budget: ByteBudget, makeRoom: () => boolean) {
    this.#message = message;
    this.#headBytes = headBytes(message.rawHeaders);
    this.#held = new HeldBytes(budget, makeRoom);
    // A client that resets the connection is told by `close`, too.
    message.on('error', () => {});
  }

  /** Bytes of memory that the request takes. */
  get size(): number {
    return this.#headBytes + this.#collected.length;
  }

  /**
   * @param isFirst no other request of its connection waits for an answer
   * @returns whether there is room for its headers
   */
  admit(isFirst: boolean): boolean {
    return this.#held.admit(this.#headBytes, isFirst);
  }

  /** Is there more to come from the client? What has come may still be on its way through the stream. */
  get isOpen(): boolean {
    return this.#isOpen && !this.#message.complete;
  }

  /** Was it not read to its end, or is there too much behind that? */
  get isRefused(): boolean {
    return this.#whyRefused() !== undefined;
  }

  /**
   * Reads it to its end.
   * @param ask tells a client that waits for it to send the body
   * @throws HttpError 413 above the limit, 503 above the budget, 408 when it is too slow, 400 when it breaks off, 431
   * when too many trailers follow
   */
  async receive(ask: () => void): Promise<void> {
    if (announcesTooMuch(this.#message)) this.stop(bodyTooLarge());
    if (this.#isOpen) {
      ask();
      await this.#read();
    }
    const refusal = this.#whyRefused();
    if (refusal) throw refusal;
  }

  /** @returns what has been received */
  bytes(): Buffer {
    return this.#collected.bytes();
  }

  /** Lets go of what was read; what else comes is thrown away. */
  stop(reason: HttpError): void {
    if (!this.#isOpen) return;
    this.#refusal = reason;
    this.#letGo();
    this.#close();
    this.#message.resume();
  }

  /**
   * Takes room for the answer, until the client has taken it or is gone; the bytes of the body are of no more use.
   * @throws HttpError 500 when there is none; a small answer always finds some
   */
  holdAnswer(bytes: number): void {
    this.#collected.clear();
    if (!this.#held.answer(bytes)) throw noRoomForAnswer();
  }

  /** The client has its answer, or is gone: nothing is held for it any more. */
  release(): void {
    this.#collected.clear();
    this.#held.release();
  }

  /** Its connection is gone, and nobody waits for the answer. */
  abandon(): void {
    this.stop(brokeOff());
    this.release();
  }

  #whyRefused(): HttpError | undefined {
    return this.#refusal ?? refusalOfTrailers(this.#message);
  }

  #letGo(): void {
    this.#collected.clear();
    this.#held.body(0);
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
      .once('close', () => this.stop(brokeOff()));
    // Node keeps what comes before the first reading for the next turn, and would by then have begun what comes behind.
    this.#message.read(0);
    return read;
  }

  #add(chunk: Buffer): void {
    if (!this.#isOpen) return;
    const length = this.#collected.length + chunk.length;
    if (length > MAX_REQUEST_BODY_BYTES) this.stop(bodyTooLarge());
    else if (this.#held.body(length)) this.#collected.add(chunk);
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

function brokeOff(): HttpError {
  return malformed('The request broke off.');
}

/** Bytes of memory that the headers take. */
function headBytes(rawHeaders: readonly string[]): number {
  const lines = rawHeaders.length / 2;
  const length = rawHeaders.reduce((sum, text) => sum + text.length, 0);
  return REQUEST_BYTES + lines * HEADER_LINE_BYTES + length;
}

/** Does the request say beforehand that its body is above the limit? */
function announcesTooMuch(message: IncomingMessage): boolean {
  return Number(message.headers['content-length'] ?? 0) > MAX_REQUEST_BODY_BYTES;
}
