import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Machine } from '../../src/run/why-not.ts';

/** A program that tells its version, and fails with these words when it is asked for anything else. */
export const failing = (words: string) => `[ "$1" = -V ] || { echo '${words}' >&2; exit 1; }`;

/** A Linux that has these programs, as shell scripts, and these settings of the kernel. */
export function machineWith(
  programs: Readonly<Record<string, string>>,
  settings: Readonly<Record<string, string>> = {},
): Machine {
  const folder = mkdtempSync(join(tmpdir(), 'machine-'));
  for (const [name, script] of Object.entries(programs)) {
    const file = join(folder, name);
    writeFileSync(file, `#!/bin/sh\n${script}\n`);
    chmodSync(file, 0o755);
  }
  return {
    platform: 'linux',
    python: 'python3',
    env: { PATH: folder },
    setting: (name) => settings[name],
  };
}
