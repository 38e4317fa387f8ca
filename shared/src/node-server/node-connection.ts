import type { Duplex } from 'node:stream';
import type { HttpError } from '../http/problem.ts';
import type { IncomingBody } from './incoming-body.ts';
import { LINGER_MS } from './node-answer.ts';

/** What is under way on one connection, so that a refusal comes after the answers that are due before it. */
export class NodeConnection {
  readonly #socket: Duplex;
  #answersDue = 0;
  #body: IncomingBody | undefined;
  #isRefused = false;
  #whenIdle: (() => void) | undefined;

  constructor(socket: Duplex) {
    this.#socket = socket;
  }

  /** A request has begun. */
  begin(body: IncomingBody): void {
    this.#answersDue++;
    this.#body = body;
  }

  /** The answer of a request has been sent. */
  end(): void {
    this.#answersDue--;
    if (this.#answersDue === 0) {
      this.#body = undefined;
      this.#whenIdle?.();
    }
  }

  /**
   * Nothing more can be read from this connection. A request that was coming in is answered with the reason by its
   * route; else the reason is an answer of its own, the last one.
   * @param format makes the bytes of that answer
   */
  refuse(reason: HttpError, format: () => string): void {
    // Bytes that come later are no HTTP either.
    if (this.#isRefused) return;
    this.#isRefused = true;
    if (this.#body?.isOpen) {
      this.#body.stop(reason);
      return;
    }
    this.#whenIdle = () => {
      if (!this.#socket.writable) return;
      this.#socket.end(format());
      setTimeout(() => this.#socket.destroy(), LINGER_MS).unref();
    };
    if (this.#answersDue === 0) this.#whenIdle();
  }
}
