import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';

/** What a call came to, without what differs from run to run. */
export interface Outcome {
  readonly status: number;
  readonly headers: unknown;
  readonly body: string;
  /** The request's log line: its code, and the code of what caused it. */
  readonly code: unknown;
  readonly causeCode: unknown;
  readonly upstreamStatus: unknown;
}

interface Reply {
  readonly id: string;
  readonly answer: { statusCode: number; headers: unknown; body: string };
  readonly log: Record<string, unknown>;
}

/** Which of the two a reset is depends on what the socket is doing at that moment. */
const LOST = ['ECONNRESET', 'UND_ERR_SOCKET'];

/** The public caller's bundle in a process of its own. */
export class BundleProcess {
  readonly #process: ChildProcess;
  readonly #waiting = new Map<string, (reply: Reply) => void>();
  #calls = 0;

  private constructor(bundle: string, environment: Readonly<Record<string, string>>) {
    this.#process = fork(join(__dirname, 'call-handler.mjs'), [bundle], {
      env: { PATH: process.env['PATH'], ...environment },
    });
    this.#process.on('message', (reply: Reply) => this.#waiting.get(reply.id)?.(reply));
  }

  static async start(bundle: string, environment: Readonly<Record<string, string>>) {
    const started = new BundleProcess(bundle, environment);
    await started.#reply('ready');
    return started;
  }

  async call(method: string, path: string, body?: string): Promise<Outcome> {
    const id = `request-${++this.#calls}`;
    const reply = this.#reply(id);
    this.#process.send({ id, event: httpApiEvent(id, method, path, body) });
    const { answer, log } = await reply;
    return {
      status: answer.statusCode,
      headers: answer.headers,
      body: answer.body,
      code: log['code'],
      causeCode: LOST.includes(String(log['causeCode'])) ? 'connection lost' : log['causeCode'],
      upstreamStatus: log['upstreamStatus'],
    };
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.#process.once('close', resolve));
    this.#process.kill();
    await ended;
  }

  #reply(id: string): Promise<Reply> {
    return new Promise((resolve) => this.#waiting.set(id, resolve));
  }
}

function httpApiEvent(requestId: string, method: string, path: string, body?: string) {
  return {
    version: '2.0',
    rawPath: path,
    rawQueryString: '',
    headers: { 'content-type': 'application/json' },
    requestContext: { requestId, stage: '$default', http: { method, path, sourceIp: '127.0.0.1' } },
    ...(body !== undefined && { body }),
    isBase64Encoded: false,
  };
}
