import { isNativeError } from 'node:util/types';

export interface DescribedError {
  readonly name: string;
  readonly code?: string;
  /** Where it was thrown, innermost first: `calculateQuote (file:///var/task/src/handlers/api.mjs:12:34)`. */
  readonly at?: readonly string[];
}

const MAX_FRAMES = 10;
/** Names and codes are words of a program; anything else in their place may come from a request. */
const WORD = /^[\w$.-]{1,64}$/;
const FRAME = /^ {4}at (.{1,300})$/;

/**
 * Says in a log line what was thrown: what it is and where, but not its message, which may quote the request
 * (`JSON.parse` and `new URL` do). Anything can be thrown, a Proxy that throws at every touch too, so reading it
 * may fail; that is then what is said.
 */
export function describeError(thrown: unknown): DescribedError {
  try {
    if (!isNativeError(thrown)) return { name: `not an Error but ${typeof thrown}` };
    const code = 'code' in thrown ? thrown.code : undefined;
    return {
      name: isWord(thrown.name) ? thrown.name : 'Error',
      ...(isWord(code) && { code }),
      at: framesOf(thrown),
    };
  } catch {
    return { name: 'an Error that cannot be read' };
  }
}

function isWord(value: unknown): value is string {
  return typeof value === 'string' && WORD.test(value);
}

/** V8 writes `<name>: <message>` before the frames, and a message may have lines that look like frames. */
function framesOf({ stack, message }: Error): string[] {
  const start = stack?.indexOf(message) ?? -1;
  if (stack === undefined || start < 0) return [];
  const lines = stack.slice(start + message.length).split('\n', MAX_FRAMES + 1);
  return lines.flatMap((line) => FRAME.exec(line)?.[1] ?? []);
}
