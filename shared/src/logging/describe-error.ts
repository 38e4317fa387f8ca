export interface DescribedError {
  readonly name: string;
  readonly message?: string;
  readonly code?: string;
  readonly stack?: string;
}

/** Longest message or stack in a log line, in UTF-16 units. */
const MAX_LENGTH = 2_000;

/**
 * Says in a log line what was thrown. Anything can be thrown, a Proxy that throws at every touch too, so reading
 * it may fail; that is then what is said.
 */
export function describeError(thrown: unknown): DescribedError {
  try {
    if (!(thrown instanceof Error))
      return { name: 'NotAnError', message: `a thrown ${typeof thrown}` };
    const { name, message, stack } = thrown;
    const code = 'code' in thrown ? thrown.code : undefined;
    return {
      name: String(name),
      message: String(message).slice(0, MAX_LENGTH),
      ...(typeof code === 'string' && { code }),
      ...(typeof stack === 'string' && { stack: stack.slice(0, MAX_LENGTH) }),
    };
  } catch {
    return { name: 'UnreadableError', message: 'what was thrown cannot be read' };
  }
}
