import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** An empty folder that is removed with all that is in it when the block ends that holds it by `using`. */
export interface TemporaryDirectory extends Disposable {
  readonly path: string;
}

const SIGNALS = ['SIGHUP', 'SIGINT', 'SIGTERM'] as const;

/** Those of blocks that have not ended. */
const held = new Set<string>();

/**
 * A process that is ended by a signal, or by `process.exit`, takes its folders with it.
 * @param prefix what its name begins with
 * @param parent an existing folder
 */
export function temporaryDirectory(prefix: string, parent = tmpdir()): TemporaryDirectory {
  const path = mkdtempSync(join(parent, prefix));
  if (held.size === 0) watch('on');
  held.add(path);
  return {
    path,
    [Symbol.dispose]: () => {
      remove(path);
      held.delete(path);
      if (held.size === 0) watch('off');
    },
  };
}

/** While no folder is held, a signal ends the process as it would without this file. */
function watch(set: 'on' | 'off'): void {
  process[set]('exit', removeAll);
  for (const signal of SIGNALS) process[set](signal, end);
}

/** Where somebody else waits for the signal, too, the process goes on. */
function end(signal: NodeJS.Signals): void {
  if (process.listenerCount(signal) > 1) return;
  removeAll();
  watch('off');
  process.kill(process.pid, signal);
}

function removeAll(): void {
  for (const path of held) remove(path);
}

function remove(path: string): void {
  rmSync(path, { recursive: true, force: true });
}
