import { constants } from 'node:os';
import { whenLeftAlone } from './when-left-alone.js';

/**
 * Until somebody ends this process: by a signal (Ctrl-C, `kill`, a closed terminal), or by ending what started it. Further
 * signals change nothing: none kills it while it brings to an end what it has started.
 * @returns the exit code, by convention 128 and the signal's number
 */
export function untilToldToEnd(): Promise<number> {
  return new Promise((resolve) => {
    const end = (signal: 'SIGHUP' | 'SIGINT' | 'SIGTERM') =>
      resolve(128 + constants.signals[signal]);
    for (const signal of ['SIGHUP', 'SIGINT', 'SIGTERM'] as const) process.on(signal, end);
    whenLeftAlone(() => end('SIGHUP'));
  });
}
