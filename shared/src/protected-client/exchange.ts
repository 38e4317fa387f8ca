import type { Dispatcher } from 'undici';
import type { ByteBudget } from '../http/byte-budget.ts';
import { CollectedBytes } from '../http/collected-bytes.ts';
import { MAX_ALB_ANSWER_BYTES } from '../http/limits.ts';
import {
  type Progress,
  toUpstreamFault,
  UpstreamFault,
  type UpstreamFaultCode,
} from './upstream-fault.ts';

export interface UpstreamRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Absolute path, already encoded. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface UpstreamAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: Buffer;
}

export interface ExchangeLimits {
  /** For all of it. */
  readonly timeoutMs: number;
  /** What the answers that come in at the same time may hold together. */
  readonly budget: ByteBudget;
  /** Ends it when nobody waits for the answer any more. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * One request and its whole answer on one connection, within one time limit that covers connecting, waiting in
 * the pool and the last byte of the body. Written on `dispatch`: a stream and an AbortSignal per call would cost
 * a third of the calls per second.
 * @throws UpstreamFault
 */
export function exchange(
  dispatcher: Pick<Dispatcher, 'dispatch'>,
  request: UpstreamRequest,
  { timeoutMs, budget, signal }: ExchangeLimits,
): Promise<UpstreamAnswer> {
  return new Promise((resolve, reject) => {
    const handler = new ExchangeHandler(resolve, reject, budget);
    const timer = setTimeout(() => handler.fail('UPSTREAM_TIMEOUT'), timeoutMs);
    const abandon = () => handler.fail('UPSTREAM_ABANDONED');
    handler.onSettled = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abandon);
    };
    if (signal?.aborted) {
      abandon();
      return;
    }
    signal?.addEventListener('abort', abandon);
    const { method, path, headers, body = null } = request;
    try {
      dispatcher.dispatch({ method, path, headers, body }, handler);
    } catch (error) {
      handler.onSettled();
      throw error;
    }
  });
}

class ExchangeHandler implements Dispatcher.DispatchHandler {
  onSettled: () => void = () => {};
  readonly #resolve: (answer: UpstreamAnswer) => void;
  readonly #reject: (fault: UpstreamFault) => void;
  #controller: Dispatcher.DispatchController | undefined;
  #fault: UpstreamFault | undefined;
  #status = 0;
  #contentType = '';
  readonly #budget: ByteBudget;
  readonly #body = new CollectedBytes();

  constructor(
    resolve: (answer: UpstreamAnswer) => void,
    reject: (fault: UpstreamFault) => void,
    budget: ByteBudget,
  ) {
    this.#resolve = resolve;
    this.#reject = reject;
    this.#budget = budget;
  }

  /** Ends the exchange now, wherever it is; the connection is not used again. */
  fail(code: UpstreamFaultCode): void {
    this.#end(new UpstreamFault(code, undefined, { ...this.#progress() }));
  }

  #end(fault: UpstreamFault): void {
    if (this.#fault) return;
    this.#fault = fault;
    this.#budget.change(this.#body.length, 0);
    this.#body.clear();
    this.#controller?.abort(fault);
    this.onSettled();
    this.#reject(fault);
  }

  #progress(): Progress {
    if (this.#status > 0) return { phase: 'body', upstreamStatus: this.#status };
    return { phase: this.#controller ? 'headers' : 'connection' };
  }

  /** Called again when undici would send the request a second time, and late when it waited in the queue. */
  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.#controller) this.fail('UPSTREAM_CONNECTION_LOST');
    this.#controller = controller;
    if (this.#fault) controller.abort(this.#fault);
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: Readonly<Record<string, string | string[] | undefined>>,
  ): void {
    if (status < 200) return;
    this.#status = status;
    this.#contentType = String(headers['content-type'] ?? '');
    if (Number(headers['content-length']) > MAX_ALB_ANSWER_BYTES) this.fail('UPSTREAM_TOO_LARGE');
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#fault) return;
    const { length } = this.#body;
    const next = length + chunk.length;
    if (next > MAX_ALB_ANSWER_BYTES) this.fail('UPSTREAM_TOO_LARGE');
    else if (this.#budget.change(length, next)) this.#body.add(chunk);
    else this.fail('UPSTREAM_BUSY');
  }

  onResponseEnd(): void {
    if (this.#fault) return;
    this.onSettled();
    const body = this.#body.bytes();
    this.#budget.change(body.length, 0);
    this.#body.clear();
    this.#resolve({ status: this.#status, contentType: this.#contentType, body });
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#end(toUpstreamFault(error, this.#progress()));
  }
}
