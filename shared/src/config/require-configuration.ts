import type { Log } from '../logging/log.ts';

/**
 * Reads configuration when a process starts. A bad one is said in one log line, and the process must not go on half
 * configured.
 * @throws whatever `read` throws, after the line
 */
export function requireConfiguration<T>(log: Log, read: () => T): T {
  try {
    return read();
  } catch (error) {
    log.error('not configured', { reason: error instanceof Error ? error.message : 'unknown' });
    throw error;
  }
}
