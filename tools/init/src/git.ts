import { spawnSync } from 'node:child_process';
// biome-ignore lint/style/noRestrictedImports: into a temporary folder of its own
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { InputError } from '@private-lambda/command-line/input-error';
import { temporaryDirectory } from '@private-lambda/command-line/temporary-directory';
import { visibleText } from '@private-lambda/command-line/visible-text';
import type { Change } from './draft.ts';

function git(directory: string, ...command: readonly string[]) {
  const { status, stdout } = spawnSync('git', command, { cwd: directory, encoding: 'utf8' });
  return { status, stdout };
}

/**
 * What is committed can be had back with one command.
 * @throws InputError INIT_TREE_DIRTY
 */
export function refuseDirtyTree(root: string): void {
  const { status, stdout } = git(root, 'status', '--porcelain');
  if (status === 0 && stdout === '') return;
  const found =
    status === 0
      ? `git has changes that are not committed (${stdout.split('\n', 1)[0]?.trim()} …)`
      : 'this folder is under no git';
  throw new InputError(
    'INIT_TREE_DIRTY',
    `${found}, so what is written now could not be taken back alone; expected a commit before, or --allow-dirty`,
  );
}

/** @returns `owner/name` of the remote `origin`, where that is on GitHub */
export function originOnGitHub(root: string): string | undefined {
  const { stdout } = git(root, 'remote', 'get-url', 'origin');
  return /github\.com[:/]([\w-]+\/[\w.-]+?)(?:\.git)?\s*$/.exec(stdout ?? '')?.[1];
}

/** As `git diff` shows changes; without git, the names of the files. */
export function describeChanges(changes: readonly Change[], color: boolean): string {
  using directory = temporaryDirectory('init-');
  for (const { file, before, after } of changes) {
    for (const [side, text] of Object.entries({ a: before, b: after })) {
      const path = join(directory.path, side, file);
      mkdirSync(dirname(path), { recursive: true });
      if (text !== undefined) writeFileSync(path, visibleLines(text));
    }
  }
  const { stdout } = git(
    directory.path,
    'diff',
    '--no-index',
    '--no-prefix',
    `--color=${color ? 'always' : 'never'}`,
    'a',
    'b',
  );
  return stdout || `${changes.map(({ file }) => file).join('\n')}\n`;
}

/** A title may have been pasted. Tabs and line breaks are what files have. */
function visibleLines(text: string): string {
  return text
    .split(/(\t|\r?\n)/)
    .map((part, index) => (index % 2 === 0 ? visibleText(part) : part))
    .join('');
}
