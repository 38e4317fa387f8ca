import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Application, Invocation } from '../http/application.ts';
import { cleanResponse } from '../http/clean-response.ts';
import { MAX_REQUEST_HEADER_BYTES, MAX_REQUEST_HEADERS } from '../http/limits.ts';
import { HttpError } from '../http/problem.ts';
import { announcesTooMuch, IncomingBody } from './incoming-body.ts';
import { formatAnswer, sendAnswer, sendAnswerAndClose } from './node-answer.ts';
import { NodeConnection } from './node-connection.ts';
import { NodeRequest } from './node-request.ts';

/** Time limits in milliseconds. */
export interface NodeServerOptions {
  /** Connections at once; one more is closed as soon as it is made. */
  readonly maxConnections: number;
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

/**
 * The front end on `node:http`: the same application as a server of its own, made for a load balancer before it and
 * for whatever gets past that. What it refuses gets an answer and a closed connection.
 */
export class NodeServer {
  readonly #application: Application;
  readonly #server: Server;
  readonly #connections = new WeakMap<Duplex, NodeConnection>();
  #isDraining = false;

  constructor(application: Application, options: NodeServerOptions) {
    this.#application = application;
    this.#server = createServer({
      maxHeaderSize: MAX_REQUEST_HEADER_BYTES,
      headersTimeout: options.headersMs,
      requestTimeout: options.requestMs,
      keepAliveTimeout: options.keepAliveMs,
      connectionsCheckingInterval: LOOK_MS,
    });
    this.#server.maxConnections = options.maxConnections;
    // Node drops the lines above this number without a word; one more than we take, and the request is refused.
    this.#server.maxHeadersCount = MAX_REQUEST_HEADERS + 1;
    this.#server.timeout = SILENCE_MS;
    const serve = (message: IncomingMessage, response: ServerResponse) =>
      void this.#serve(message, response);
    this.#server
      .on('request', serve)
      .on('checkContinue', (message: IncomingMessage, response: ServerResponse) => {
        if (!announcesTooMuch(message)) response.writeContinue();
        serve(message, response);
      })
      // What else a client may expect is nothing to us (RFC 9110, section 10.1.1).
      .on('checkExpectation', serve)
      .on('clientError', (error, socket) => this.#refuse(error, socket))
      // Of one connection for which no descriptor was left; unheard it would end the process.
      .on('error', () => {});
  }

  /**
   * @param port 0 takes a free one
   * @returns where it listens
   * @throws Error with the code of the system, such as EADDRINUSE
   */
  async listen(port: number, host: string): Promise<AddressInfo> {
    this.#server.listen(port, host);
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
   * @returns connections that were cut at the deadline
   */
  async drain(graceMs: number, deadlineMs: number): Promise<number> {
    const deadline = Date.now() + deadlineMs;
    this.#isDraining = true;
    await sleep(graceMs);
    let isClosed = false;
    this.#server.close(() => {
      isClosed = true;
    });
    while (!isClosed && Date.now() < deadline) {
      // One that has fallen idle after an answer that still said keep-alive.
      this.#server.closeIdleConnections();
      await sleep(DRAIN_LOOK_MS);
    }
    const cut = await this.#countConnections();
    this.#server.closeAllConnections();
    return cut;
  }

  async #serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = new IncomingBody(message);
    const connection = this.#connectionOf(message.socket);
    connection.begin(body);
    response.once('close', () => connection.end());
    const bytes = await body.settled;
    if (bytes === undefined) return; // nobody is left to be answered
    const request = new NodeRequest(message, bytes);
    const answer = await this.#application.answer(request, newInvocation(), (given) =>
      cleanResponse(given, request.method),
    );
    if (response.destroyed) return;
    if (bytes instanceof HttpError) sendAnswerAndClose(message, response, answer);
    else {
      if (this.#isDraining) response.shouldKeepAlive = false;
      sendAnswer(response, answer);
    }
  }

  /** Node could not read a request, or waited too long for it. */
  #refuse(error: Error, socket: Duplex): void {
    const reason = reasonFor(error);
    const hasSpoken = !(socket instanceof Socket) || socket.bytesRead > 0;
    if (reason === undefined || !hasSpoken) {
      socket.destroy();
      return;
    }
    this.#connectionOf(socket).refuse(reason, () =>
      this.#application.refuse(
        newInvocation(),
        (response) => formatAnswer(cleanResponse(response, 'GET')),
        reason,
      ),
    );
  }

  #connectionOf(socket: Duplex): NodeConnection {
    const known = this.#connections.get(socket);
    if (known) return known;
    const connection = new NodeConnection(socket);
    this.#connections.set(socket, connection);
    return connection;
  }

  #countConnections(): Promise<number> {
    return new Promise((resolve) => {
      this.#server.getConnections((_error, count) => resolve(count ?? 0));
    });
  }
}

function newInvocation(): Invocation {
  return {
    fallbackRequestId: randomUUID(),
    fallbackTraceId: undefined,
    endsAt: Date.now() + ANSWER_MS,
  };
}

/** @returns what the client did wrong; undefined when the connection broke */
function reasonFor(error: Error): HttpError | undefined {
  const code = 'code' in error ? String(error.code) : '';
  if (code === 'HPE_HEADER_OVERFLOW') {
    const detail = `The request has more than ${MAX_REQUEST_HEADER_BYTES} bytes of headers.`;
    return new HttpError(431, 'HTTP_HEADERS_TOO_LARGE', detail);
  }
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') {
    return new HttpError(408, 'HTTP_REQUEST_TIMEOUT', 'The request did not come in time.');
  }
  if (code.startsWith('HPE_')) {
    return new HttpError(400, 'HTTP_REQUEST_MALFORMED', 'The request is not HTTP.');
  }
  return undefined;
}
