import { spawn } from 'node:child_process';

/** What else was started here ends a moment later, and may write once more. */
const REMOVE = `
cat
for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
  rm -rf "$0" 2>/dev/null
  sleep 1
  [ -e "$0" ] || exit 0
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
