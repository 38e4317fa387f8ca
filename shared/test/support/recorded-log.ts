import { createLog, type Log } from '../../src/logging/log.ts';

export interface RecordedLog {
  readonly log: Log;
  /** As written, line feed included. */
  readonly lines: string[];
  /** @throws when a line is not one JSON value */
  entries(): Record<string, unknown>[];
}

/** The real log, writing into an array. */
export function recordLog(): RecordedLog {
  const lines: string[] = [];
  return {
    log: createLog('test', { write: (line: string) => lines.push(line) > 0, writableLength: 0 }),
    lines,
    entries: () => lines.map((line) => JSON.parse(line)),
  };
}
