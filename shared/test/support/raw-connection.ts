import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

export interface RawAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A client that can send what no HTTP client would. */
export class RawConnection {
  received = Buffer.alloc(0);
  /** Settles when the connection is gone, however it went. */
  readonly closed: Promise<void>;
  isClosed = false;
  readonly #socket: Socket;

  private constructor(socket: Socket, isDeaf: boolean) {
    this.#socket = socket;
    if (!isDeaf) {
      socket.on('data', (chunk) => {
        this.received = Buffer.concat([this.received, Buffer.from(chunk)]);
      });
    }
    // The server may reset the connection while bytes are still being sent.
    socket.on('error', () => {});
    this.closed = new Promise((resolve) => {
      socket.once('close', () => {
        this.isClosed = true;
        resolve();
      });
    });
  }

  /**
   * @param how `half open` stays when the server says that it has nothing more to say; `deaf` reads nothing, and does
   * not hear when the server closes the connection
   */
  static async open(port: number, how?: 'half open' | 'deaf'): Promise<RawConnection> {
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: how === 'half open' });
    const connection = new RawConnection(socket, how === 'deaf');
    await once(socket, 'connect');
    return connection;
  }

  send(bytes: string | Uint8Array): void {
    if (this.#socket.writable) this.#socket.write(bytes);
  }

  /** Settles when the system has taken everything that was sent, or the connection is gone. */
  async flushed(): Promise<void> {
    while (!this.isClosed && this.#socket.writableLength > 0) await new Promise(setImmediate);
  }

  /** Sends the bytes one by one, with a pause after each, until all are sent or the connection is gone. */
  async drip(bytes: string, pauseMs: number): Promise<void> {
    for (const byte of bytes) {
      if (this.isClosed) return;
      this.send(byte);
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }

  /** Says that nothing more comes, and goes on reading. */
  end(): void {
    this.#socket.end();
  }

  /** As a client that dies: no goodbye. */
  reset(): void {
    this.#socket.resetAndDestroy();
  }

  /** @returns the whole answers that have come, without those of 1xx */
  answers(method = 'GET'): RawAnswer[] {
    const answers: RawAnswer[] = [];
    let rest = this.received;
    for (let end = rest.indexOf('\r\n\r\n'); end >= 0; end = rest.indexOf('\r\n\r\n')) {
      const [first = '', ...lines] = rest.subarray(0, end).toString('latin1').split('\r\n');
      const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(first)?.[1]);
      const headers: Record<string, string> = Object.create(null);
      for (const line of lines) {
        const colon = line.indexOf(':');
        headers[line.slice(0, colon).toLowerCase()] = line
          .slice(colon + 1)
          .replace(/^[ \t]+|[ \t]+$/g, '');
      }
      const length = method === 'HEAD' ? 0 : Number(headers['content-length'] ?? 0);
      const whole = end + 4 + length;
      if (rest.length < whole) break;
      if (status >= 200) {
        answers.push({ status, headers, body: rest.subarray(end + 4, whole).toString() });
      }
      rest = rest.subarray(whole);
    }
    return answers;
  }

  /** Waits for so many answers, or for the end of the connection. */
  async untilAnswered(count = 1, method = 'GET'): Promise<RawAnswer[]> {
    while (!this.isClosed && this.answers(method).length < count) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    return this.answers(method);
  }
}
