import { readFileSync } from 'node:fs';

/**
 * Names the processes that started this one, so that another answer than before says that one of them is gone: its
 * parent, and under npm, which puts a shell in between, npm itself. A shell that has lost npm goes on.
 * @returns the parent alone where the system does not tell more (it has no /proc)
 */
export function startedBy(isUnderNpm = process.env['npm_lifecycle_event'] !== undefined): string {
  const parent = String(process.ppid);
  return isUnderNpm ? `${parent} of ${parentOf(parent) ?? 'unknown'}` : parent;
}

/** The second field after the name in brackets (proc(5)). */
function parentOf(pid: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[1];
  } catch {
    return undefined;
  }
}
