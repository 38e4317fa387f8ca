import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, Socket, Server as TcpServer } from 'node:net';
import type { Duplex } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Application, Invocation } from '../http/application.ts';
import { ByteBudget } from '../http/byte-budget.ts';
import { type CleanResponse, cleanResponse } from '../http/clean-response.ts';
import { MAX_REQUEST_HEADER_BYTES, MAX_REQUEST_HEADERS } from '../http/limits.ts';
import type { HttpError } from '../http/problem.ts';
import { IncomingBody } from './incoming-body.ts';
import { formatAnswer, sendAnswer, sendAnswerAndClose } from './node-answer.ts';
import { NodeRequest } from './node-request.ts';
import { OpenConnections } from './open-connections.ts';
import {
  asksForUpgrade,
  busy,
  malformed,
  refusalOf,
  refusalOfError,
  tooManyAtOnce,
} from './refusals.ts';

/** Time limits in milliseconds. */
export interface NodeServerOptions {
  /** Connections at once; for one more the one that waits longest for its client gives way. */
  readonly maxConnections: number;
  /** Bytes that requests and answers of all connections hold together, headers too; those of small ones do not count. */
  readonly maxBodyBytes: number;
  /** For the headers of a request, from the connection or the first byte on. */
  readonly headersMs: number;
  /** For a request whole, body included. */
  readonly requestMs: number;
  /** How long a connection may be idle; longer than the load balancer keeps it, or requests are lost. */
  readonly keepAliveMs: number;
}

/** Milliseconds that a route has for its answer. */
const ANSWER_MS = 30_000;
/** Milliseconds without a byte in either direction after which a connection is closed in the midst of a request. */
const SILENCE_MS = 45_000;
/** Milliseconds between two looks for requests that are out of time. */
const LOOK_MS = 250;
/** Milliseconds between two looks for idle connections while draining. */
const DRAIN_LOOK_MS = 20;
/** Connections above the limit, as a part of it, until those that make room for them are gone. */
const HEADROOM_PART = 10;

/**
 * The front end on `node:http`: the same application as a server of its own, made for a load balancer before it and
 * for whatever gets past that. What it refuses gets an answer and a closed connection.
 */
export class NodeServer {
  readonly #application: Application;
  readonly #server: Server;
  readonly #connections: OpenConnections;
  readonly #budget: ByteBudget;
  readonly #makeRoom = () => this.#connections.makeRoomForBytes();
  #isDraining = false;

  constructor(application: Application, options: NodeServerOptions) {
    this.#application = application;
    this.#connections = new OpenConnections(options.maxConnections);
    this.#budget = new ByteBudget(options.maxBodyBytes);
    this.#server = createServer({
      maxHeaderSize: MAX_REQUEST_HEADER_BYTES,
      headersTimeout: options.headersMs,
      requestTimeout: options.requestMs,
      keepAliveTimeout: options.keepAliveMs,
      connectionsCheckingInterval: LOOK_MS,
      // Node would answer without a body; refusalOf() asks for it.
      requireHostHeader: false,
    });
    const headroom = Math.ceil(options.maxConnections / HEADROOM_PART);
    this.#server.maxConnections = options.maxConnections + headroom;
    // Node 20 drops the lines above this number without a word, Node 24 refuses them; one more than we take, and the
    // request is refused.
    this.#server.maxHeadersCount = MAX_REQUEST_HEADERS + 1;
    this.#server.timeout = SILENCE_MS;
    // A client that has said all it has to say still gets its answer. Node's types do not know the property.
    Object.assign(this.#server, { httpAllowHalfOpen: true });
    const serve = (message: IncomingMessage, response: ServerResponse) =>
      void this.#serve(message, response, () => {});
    this.#server
      .on('connection', (socket) => this.#connections.add(socket))
      .on('drop', () => this.#connections.makeRoom())
      .on('request', serve)
      .on('checkContinue', (message: IncomingMessage, response: ServerResponse) => {
        void this.#serve(message, response, () => response.writeContinue());
      })
      // Unheard, Node would answer without a body; refusalOf() refuses what else a client may expect.
      .on('checkExpectation', serve)
      // Unheard, Node would close the connection without an answer (RFC 9110, section 9.3.6).
      .on('connect', (_message, socket) => {
        this.#refuse(socket, malformed('CONNECT is for proxies, and this is none.'));
      })
      .on('clientError', (error, socket) => this.#refuseAfter(error, socket))
      // Of one connection for which no descriptor was left; unheard it would end the process.
      .on('error', () => {});
  }

  /**
   * @param port 0 takes a free one
   * @returns where it listens
   * @throws Error with the code of the system, such as EADDRINUSE
   */
  async listen(port: number, host: string): Promise<AddressInfo> {
    // As many may knock at once as may come in: with Node's 511, Linux drops the others' first packets, and they wait
    // for seconds (listen(2), "backlog").
    this.#server.listen({ port, host, backlog: this.#server.maxConnections });
    await once(this.#server, 'listening');
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new TypeError('not an IP server');
    return address;
  }

  /**
   * Ends without losing a request: goes on accepting for a while, because a load balancer sends until it has seen
   * that the target is leaving; then accepts no more, and answers what is under way.
   * @param graceMs milliseconds to go on accepting; every answer says `Connection: close`
   * @param deadlineMs milliseconds for all of it
   * @returns connections that were cut at the deadline in the midst of a request or an answer
   */
  async drain(graceMs: number, deadlineMs: number): Promise<number> {
    const deadline = Date.now() + deadlineMs;
    this.#isDraining = true;
    await sleep(graceMs);
    let isClosed = false;
    const closed = () => {
      isClosed = true;
    };
    // With close() of its own, an HTTP server stops looking for requests that are out of time: one connection that says
    // nothing would hold it to the deadline.
    Reflect.apply(TcpServer.prototype.close, this.#server, [closed]);
    while (!isClosed && Date.now() < deadline) {
      // One that has fallen idle after an answer that still said keep-alive. Node takes one for idle, too, whose client
      // is still taking its answer.
      if (!this.#connections.isAnyAnswering) this.#server.closeIdleConnections();
      await sleep(DRAIN_LOOK_MS);
    }
    const cut = isClosed ? 0 : this.#connections.underWay;
    this.#server.closeAllConnections();
    this.#server.close();
    return cut;
  }

  /** @param ask tells a client that waits for it to send the body */
  async #serve(message: IncomingMessage, response: ServerResponse, ask: () => void): Promise<void> {
    const connection = this.#connections.of(message.socket);
    if (!connection?.takesMore()) return;
    if (connection.isFull) {
      connection.cut(formatAnswer(this.#answerOf(tooManyAtOnce(), 'GET')));
      return;
    }
    const body = new IncomingBody(message, this.#budget, this.#makeRoom);
    const isAdmitted = body.admit(connection.isDone);
    if (!isAdmitted && !connection.isDone) {
      connection.cut(formatAnswer(this.#answerOf(busy(), 'GET')));
      return;
    }
    connection.begin(body);
    // No other protocol is spoken here (RFC 9110, section 7.8), and Node's parser loses what comes behind it.
    if (asksForUpgrade(message)) connection.close();
    response.once('close', () => {
      connection.end(body);
      this.#connections.waitsForClient(connection);
    });
    const refusal = isAdmitted ? refusalOf(message) : busy();
    const request = new NodeRequest(message, body, async () => {
      await body.receive(ask);
      this.#connections.waitsForAnswer(connection);
    });
    const answer =
      refusal === undefined
        ? await this.#application.answer(request, newInvocation(connection.signal), (given) => {
            const clean = cleanResponse(given, request.method);
            body.holdAnswer(Buffer.byteLength(clean.body ?? ''));
            return clean;
          })
        : this.#answerOf(refusal, request.method);
    if (connection.signal.aborted) return;
    connection.answer(body);
    if (connection.isFirst(body)) this.#connections.waitsForClient(connection);
    if (refusal !== undefined || body.isRefused || !message.complete) {
      connection.close();
      sendAnswerAndClose(message, response, answer);
    } else {
      const isToClose = this.#isDraining || this.#connections.isOverfull || connection.isClosing;
      if (isToClose && connection.isLast(body)) {
        connection.close();
        response.shouldKeepAlive = false;
      }
      sendAnswer(response, answer);
    }
  }

  /** Node could not read a request, or waited too long for it. */
  #refuseAfter(error: Error, socket: Duplex): void {
    const reason = refusalOfError(error);
    const hasSpoken = !(socket instanceof Socket) || socket.bytesRead > 0;
    if (reason === undefined || !hasSpoken) socket.destroy();
    else this.#refuse(socket, reason);
  }

  #refuse(socket: Duplex, reason: HttpError): void {
    this.#connections.of(socket)?.refuse(reason, () => formatAnswer(this.#answerOf(reason, 'GET')));
  }

  #answerOf(refusal: HttpError, method: string): CleanResponse {
    return this.#application.refuse(
      newInvocation(),
      (response) => cleanResponse(response, method),
      refusal,
    );
  }
}

/** @param signal aborted when the client is gone */
function newInvocation(signal?: AbortSignal): Invocation {
  return {
    ...(signal && { signal }),
    fallbackRequestId: randomUUID(),
    fallbackTraceId: undefined,
    endsAt: Date.now() + ANSWER_MS,
  };
}
