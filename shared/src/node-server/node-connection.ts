import type { Duplex } from 'node:stream';
import type { HttpError } from '../http/problem.ts';
import type { IncomingBody } from './incoming-body.ts';
import { LINGER_MS } from './node-answer.ts';
import type { Turns } from './turns.ts';

/** Bytes that Node's parser gets at once; most requests are smaller. */
const PIECE_BYTES = 1_024;
/** Bytes of a connection that may wait for its turn; a client that sends more at once does not wait, and costs no memory. */
const MAX_WAITING_BYTES = 4_096;
/** Answers that one connection may wait for. A load balancer waits for one before it sends the next request. */
const MAX_ANSWERS_DUE = 16;
/** Bytes of memory that their requests may take for one more to wait behind them. */
const MAX_BYTES_DUE = 64_000;

/**
 * Milliseconds that a client which has said all it has to say gets to have its answers: one that has gone looks the
 * same until something is sent to it.
 */
const HALF_CLOSED_MS = 2_000;

/** What is under way on one connection, so that a refusal comes after the answers that are due before it. */
export class NodeConnection {
  readonly #socket: Duplex;
  readonly #gone = new AbortController();
  /** Of the requests whose answers have not been sent, in their order. */
  readonly #due = new Set<IncomingBody>();
  /** Those of them whose answers are there, for the client to take. */
  readonly #answered = new Set<IncomingBody>();
  /** Nothing more is read from it. */
  #isRefused = false;
  #isClosing = false;
  #whenIdle: (() => void) | undefined;
  /** What its client has sent, and waits for its turn. */
  #unread: Buffer | undefined;
  readonly #readNow: (bytes: Buffer) => void;

  /**
   * @param socket one that Node's server reads already
   * @param turns of all connections
   */
  constructor(socket: Duplex, turns: Turns) {
    this.#socket = socket;
    this.#readNow = this.#readInPieces();
    this.#readInTurn(turns);
    this.#hearTheEnd();
  }

  /** Aborted once nobody waits for its answers any more. */
  get signal(): AbortSignal {
    return this.#gone.signal;
  }

  /** Have all answers been sent? */
  get isDone(): boolean {
    return this.#due.size === 0;
  }

  /** Does everything wait for its client: to send a request, the rest of one, or to take an answer? */
  get isClientsTurn(): boolean {
    const [first] = this.#due;
    if (this.#socket.destroyed || this.#unread !== undefined) return false;
    return first === undefined || first.isOpen || this.#answered.has(first);
  }

  /** Is an answer there that its client does not take? */
  get hasUntakenAnswer(): boolean {
    return this.#answered.size > 0;
  }

  /** Do so many requests wait for their answers, or so large ones, that it takes no more? */
  get isFull(): boolean {
    let bytes = 0;
    for (const { size } of this.#due) bytes += size;
    return this.#due.size >= MAX_ANSWERS_DUE || bytes > MAX_BYTES_DUE;
  }

  /** Does the answer to the last request close it? */
  get isClosing(): boolean {
    return this.#isClosing;
  }

  /** Its last request has begun: the answer closes it. */
  close(): void {
    this.#isClosing = true;
  }

  /** @returns whether a request that comes now is served; behind the last none is (RFC 9112, section 9.6) */
  takesMore(): boolean {
    if (this.#isClosing || this.#last()?.isRefused) this.#isRefused = true;
    return !this.#isRefused;
  }

  /** Does no other request wait behind it, so that its answer may close the connection? */
  isLast(body: IncomingBody): boolean {
    return this.#last() === body;
  }

  /** Is its answer the next to be taken? */
  isFirst(body: IncomingBody): boolean {
    const [first] = this.#due;
    return first === body;
  }

  /** A request has begun. */
  begin(body: IncomingBody): void {
    this.#due.add(body);
  }

  /** A request has its answer, which the client has not taken yet. */
  answer(body: IncomingBody): void {
    this.#answered.add(body);
  }

  /** The client has taken the answer of a request. */
  end(body: IncomingBody): void {
    body.release();
    this.#due.delete(body);
    this.#answered.delete(body);
    if (this.isDone) this.#whenIdle?.();
  }

  /** It is gone. Node says so for the answer that was being sent, and not for those that waited behind it. */
  abandon(): void {
    this.#gone.abort();
    this.#unread = undefined;
    for (const body of this.#due) body.abandon();
    this.#due.clear();
    this.#answered.clear();
  }

  /** Ends it for others' sake: a request that was coming in is answered with the reason, if the client takes answers. */
  giveUp(reason: HttpError): void {
    const body = this.#comingIn();
    if (body !== undefined && !this.hasUntakenAnswer) {
      body.stop(reason);
      return;
    }
    this.#socket.destroy();
    // Before the socket says that it has closed: others wait for the bytes.
    this.abandon();
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
    const body = this.#comingIn();
    if (body !== undefined) {
      body.stop(reason);
      return;
    }
    this.#whenIdle = () => {
      if (!this.#socket.writable) return;
      this.#socket.end(format());
      setTimeout(() => this.#socket.destroy(), LINGER_MS).unref();
    };
    if (this.isDone) this.#whenIdle();
  }

  /** @returns the body of the request of which more is to come: it is the last one */
  #comingIn(): IncomingBody | undefined {
    const last = this.#last();
    return last?.isOpen ? last : undefined;
  }

  #last(): IncomingBody | undefined {
    return [...this.#due].at(-1);
  }

  /**
   * Node parses whatever one read brings before anything else happens: up to 2,600 requests of 25 bytes, with objects of
   * 2 KB for each. In pieces it can be stopped when there were too many.
   */
  #readInPieces(): (bytes: Buffer) => void {
    const parsers = this.#socket.listeners('data');
    this.#socket.removeAllListeners('data');
    return (bytes) => {
      for (let from = 0; from < bytes.length && !this.#isRefused; from += PIECE_BYTES) {
        const piece = bytes.subarray(from, from + PIECE_BYTES);
        for (const parse of parsers) Reflect.apply(parse, this.#socket, [piece]);
      }
    };
  }

  /** Only the beginning of a request waits: what has begun goes on. */
  #readInTurn(turns: Turns): void {
    const begin = () => this.#readUnread();
    this.#socket.on('data', (bytes: Buffer) => {
      const mayWait = this.isDone && bytes.length <= MAX_WAITING_BYTES;
      if (mayWait && this.#unread === undefined) {
        this.#unread = bytes;
        turns.take(begin);
      } else {
        this.#readUnread();
        this.#readNow(bytes);
      }
    });
  }

  #readUnread(): void {
    const bytes = this.#unread;
    this.#unread = undefined;
    if (bytes !== undefined) this.#readNow(bytes);
  }

  /**
   * Where a refusal is due after other answers, Node must not hear that the client has nothing more to say: it would
   * close with the last of its own.
   */
  #hearTheEnd(): void {
    const parsers = this.#socket.listeners('end');
    this.#socket.removeAllListeners('end');
    this.#socket.once('end', () => {
      this.#readUnread();
      if (!this.#isRefused) for (const parse of parsers) Reflect.apply(parse, this.#socket, []);
      const timer = setTimeout(() => this.#socket.destroy(), HALF_CLOSED_MS);
      this.#socket.once('close', () => clearTimeout(timer));
    });
  }
}
