import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** An empty folder that is removed with all that is in it when the block ends that holds it by `using`. */
export interface TemporaryDirectory extends Disposable {
  readonly path: string;
}

/**
 * @param prefix what its name begins with
 * @param parent an existing folder
 */
export function temporaryDirectory(prefix: string, parent = tmpdir()): TemporaryDirectory {
  const path = mkdtempSync(join(parent, prefix));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}
