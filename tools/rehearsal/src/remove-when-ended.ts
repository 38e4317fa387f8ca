import { spawn } from 'node:child_process';

/** What else was started here ends some seconds later, and may make the folder once more until then. */
const REMOVE = `
cat
looks=0
while [ $looks -lt 6 ]; do
  looks=$((looks + 1))
  if [ -e "$0" ]; then rm -rf "$0" && looks=0; fi
  sleep 1
done`;

/**
 * Removes a folder as soon as this process has ended, however that ends: also when it is killed.
 * @returns what calls that off
 */
export function removeWhenEnded(folder: string): () => void {
  // Leader of a group of its own: a signal to those that run here does not end it before they do.
  const watch = spawn('sh', ['-c', REMOVE, folder], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  watch.unref();
  return () => watch.kill();
}
