import type { Writable } from 'node:stream';

/** A field of a log line. Only what the caller names is logged: no request, header or body is ever passed whole. */
export type LogFields = Readonly<Record<string, unknown>>;

export interface Log {
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}

// JSON leaves these raw, and a terminal or a log viewer acts on them: DEL, C1 controls, line separators.
const RAW_CONTROLS = /[\u007f-\u009f\u2028\u2029]/g;

/** Bytes of lines that may wait for whoever reads them, as many as the log driver of the container keeps. */
const MAX_WAITING_BYTES = 4_000_000;

/** What is used of a stream that the lines are written to. */
export type LogOutput = Pick<Writable, 'write' | 'writableLength'>;

/**
 * Log lines as one JSON value each. Lines that find no room are lost, since a reader that stands still must not cost
 * memory; the next that finds some says how many they were.
 * @param service name of the service, in every line
 * @param output takes each line with its line feed; standard output by default, where Lambda picks it up
 */
export function createLog(service: string, output: LogOutput = process.stdout): Log {
  let lost = 0;
  const write = (level: string, message: string, fields?: LogFields) => {
    const head = { level, time: new Date().toISOString(), service, message };
    const line = toJson({ ...head, ...fields }) ?? JSON.stringify({ ...head, unloggable: true });
    output.write(`${line.replace(RAW_CONTROLS, escapeUnit)}\n`);
  };
  const at = (level: string) => (message: string, fields?: LogFields) => {
    if (output.writableLength >= MAX_WAITING_BYTES) {
      lost++;
      return;
    }
    if (lost > 0) write('warn', 'lines lost', { lines: lost });
    lost = 0;
    write(level, message, fields);
  };
  return { info: at('info'), warn: at('warn'), error: at('error') };
}

/** @returns undefined for what JSON cannot hold (a BigInt, a circle): losing the fields is better than the answer */
function toJson(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
