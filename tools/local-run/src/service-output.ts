/**
 * What a service prints besides its log lines: before it answers, why it will not; and on its way out.
 */

/** @returns the reason that a function's log line gives for not starting (shared/src/config/require-configuration.ts) */
export function findRefusal(lines: readonly string[]): string | undefined {
  for (const line of lines) {
    if (!line.startsWith('{"level":"error"')) continue;
    const { message, reason } = JSON.parse(line);
    if (message === 'not configured') return String(reason);
  }
  return undefined;
}

/** @returns what stands below osls's heading `Error:`, where osls has given up */
export function findFatalError(lines: readonly string[]): string | undefined {
  const heading = lines.indexOf('Error:');
  const [reason, detail = ''] = heading === -1 ? [] : lines.slice(heading + 1);
  return reason?.endsWith(':') ? `${reason} ${detail}` : reason;
}

/** Without the lines of stack traces: they are of the tools' own code, never of what the user has to mend. */
export function withoutStacks(lines: readonly string[]): readonly string[] {
  return lines.filter((line) => !/^\s+at /.test(line));
}

/** Without the state that esbuild may dump when the process that it works for has ended; what is logged is still said. */
export async function* withoutDump(lines: AsyncIterable<string>): AsyncGenerator<string> {
  let isDump = false;
  for await (const line of lines) {
    isDump ||= line.startsWith('fatal error: all goroutines are asleep');
    if (!isDump || line.startsWith('{')) yield line;
  }
}
