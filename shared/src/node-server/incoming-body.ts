import type { IncomingMessage } from 'node:http';
import { bodyTooLarge } from '../http/event-body.ts';
import { MAX_REQUEST_BODY_BYTES } from '../http/limits.ts';
import type { HttpError } from '../http/problem.ts';

/** The body of a request while it comes in: at most {@link MAX_REQUEST_BODY_BYTES} of it are ever kept. */
export class IncomingBody {
  /** The bytes; or why they were not read to the end; or nothing when the client went away. Never rejects. */
  readonly settled: Promise<Uint8Array | HttpError | undefined>;
  readonly #message: IncomingMessage;
  #settle: (outcome: Uint8Array | HttpError | undefined) => void = () => {};
  #isOpen = true;
  #chunks: Buffer[] = [];
  #length = 0;

  constructor(message: IncomingMessage) {
    this.#message = message;
    this.settled = new Promise((resolve) => {
      this.#settle = resolve;
    });
    // A client that resets the connection is told by `close`, too.
    message.on('error', () => {});
    if (announcesTooMuch(message)) this.stop(bodyTooLarge());
    else {
      message.on('data', (chunk: Buffer) => this.#add(chunk));
      message.once('end', () => this.#close(Buffer.concat(this.#chunks)));
      message.once('close', () => this.#close(undefined));
    }
  }

  /** Is there more to come from the client? What has come may still be on its way through the stream. */
  get isOpen(): boolean {
    return this.#isOpen && !this.#message.complete;
  }

  /** Lets go of what was read; what else comes is thrown away. */
  stop(reason: HttpError): void {
    this.#close(reason);
    this.#message.resume();
  }

  #add(chunk: Buffer): void {
    if (!this.#isOpen) return;
    this.#length += chunk.length;
    if (this.#length > MAX_REQUEST_BODY_BYTES) this.stop(bodyTooLarge());
    else this.#chunks.push(chunk);
  }

  #close(outcome: Uint8Array | HttpError | undefined): void {
    this.#isOpen = false;
    this.#chunks = [];
    this.#settle(outcome);
  }
}

/** Does the request say beforehand that its body is above the limit? */
export function announcesTooMuch(message: IncomingMessage): boolean {
  return Number(message.headers['content-length'] ?? 0) > MAX_REQUEST_BODY_BYTES;
}
