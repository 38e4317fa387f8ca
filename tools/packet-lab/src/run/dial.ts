import { connect, type Socket } from 'node:net';
import type { Destination } from './probe.ts';

/** No connection came about. */
export class DialError extends Error {
  /** `refused` by the host itself, `time-out`, or the reason of another failure. */
  readonly outcome: string;

  constructor({ namespace, address, port }: Destination, outcome: string) {
    super(`${namespace} to ${address} on ${port}: ${outcome}`);
    this.name = 'DialError';
    this.outcome = outcome;
  }
}

/**
 * A connection that the lab has opened from a namespace; its bytes pass through the lab's socket.
 * @throws DialError
 */
export function dial(path: string, to: Destination, timeoutMs: number): Promise<Socket> {
  const socket = connect(path);
  socket.write(`${JSON.stringify({ ...to, timeout: timeoutMs / 1000 })}\n`);
  return new Promise((resolve, reject) => {
    socket.on('error', reject);
    let said = Buffer.alloc(0);
    // Not by `data`: the socket would flow, or be paused, for whoever gets it.
    const hear = () => {
      said = Buffer.concat([said, socket.read() ?? Buffer.alloc(0)]);
      const end = said.indexOf('\n');
      if (end === -1) return;
      socket.off('readable', hear).off('error', reject);
      const outcome = said.toString('utf8', 0, end);
      if (outcome !== 'open') {
        socket.destroy();
        reject(new DialError(to, outcome));
        return;
      }
      socket.unshift(said.subarray(end + 1));
      resolve(socket);
    };
    socket.on('readable', hear);
    socket.on('close', () => reject(new DialError(to, 'the lab ended')));
  });
}
