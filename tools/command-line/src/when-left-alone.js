import { readFileSync } from 'node:fs';

const POLL_MS = 250;

/**
 * Calls back once when what started this process is gone, which then has nobody to end it. In JavaScript, for scripts
 * that run as they are.
 * @param {() => void} end
 */
export function whenLeftAlone(end) {
  const before = startedBy();
  const timer = setInterval(() => {
    if (startedBy() === before) return;
    clearInterval(timer);
    end();
  }, POLL_MS);
  timer.unref();
}

/**
 * Names the processes that started this one, so that another answer than before says that one of them is gone: its
 * parent, and under npm, which puts a shell in between, npm itself. A shell that has lost npm goes on.
 * @returns {string} the parent alone where the system does not tell more (it has no /proc)
 */
function startedBy() {
  const parent = String(process.ppid);
  const isUnderNpm = process.env['npm_lifecycle_event'] !== undefined;
  return isUnderNpm ? `${parent} of ${parentOf(parent) ?? 'unknown'}` : parent;
}

/**
 * The second field after the name in brackets (proc(5)).
 * @param {string} pid
 * @returns {string | undefined}
 */
function parentOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[1];
  } catch {
    return undefined;
  }
}
