import type { Duplex } from 'node:stream';
import type { HttpError } from '../http/problem.ts';
import type { IncomingBody } from './incoming-body.ts';
import { LINGER_MS } from './node-answer.ts';

/** Bytes that Node's parser gets at once; most requests are smaller. */
const PIECE_BYTES = 1_024;

/** What is under way on one connection, so that a refusal comes after the answers that are due before it. */
export class NodeConnection {
  readonly #socket: Duplex;
  #answersDue = 0;
  #body: IncomingBody | undefined;
  #isRefused = false;
  #whenIdle: (() => void) | undefined;

  /** @param socket one that Node's server reads already */
  constructor(socket: Duplex) {
    this.#socket = socket;
    this.#readInPieces();
  }

  /** Requests whose answers have not been sent. */
  get answersDue(): number {
    return this.#answersDue;
  }

  /** Is it there, and does it owe no answer? */
  get isIdle(): boolean {
    return this.#answersDue === 0 && !this.#socket.destroyed;
  }

  /** Nothing more is read from it. */
  get isRefused(): boolean {
    return this.#isRefused;
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

  /** Ends it for others' sake: a request that was coming in is answered with the reason. */
  giveUp(reason: HttpError): void {
    if (this.#body?.isOpen) this.#body.stop(reason);
    else this.#socket.destroy();
  }

  /** Ends it at once, with a last answer in the place of those that are due. */
  cut(answer: string): void {
    this.#isRefused = true;
    this.#socket.end(answer, () => this.#socket.destroy());
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

  /**
   * Node parses whatever one read brings before anything else happens: up to 2,600 requests of 25 bytes, with objects of
   * 2 KB for each. In pieces it can be stopped when there were too many.
   */
  #readInPieces(): void {
    const parsers = this.#socket.listeners('data');
    this.#socket.removeAllListeners('data');
    this.#socket.on('data', (bytes: Buffer) => {
      for (let from = 0; from < bytes.length && !this.#isRefused; from += PIECE_BYTES) {
        const piece = bytes.subarray(from, from + PIECE_BYTES);
        for (const parse of parsers) Reflect.apply(parse, this.#socket, [piece]);
      }
    });
  }
}
