import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, symlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import { InputError } from '@private-lambda/command-line/input-error';
import { repositoryRoot } from '@private-lambda/packaging/repository-root';

/** What packaging reads. Everything else is reached through `node_modules`. */
const PARTS = ['services', 'config', 'shared', 'package.json', 'serverless-compose.yml'];
const LEFT_OUT = new Set(['node_modules', '.serverless', '.esbuild', 'test', '.venv']);

/**
 * A copy of what is packaged, of the work tree as it is: osls builds in the services' own folders, and a copy lets a
 * stage be changed to see what comes of it.
 * @param parent an existing folder, the caller's to remove
 */
export function copyWorkTree(parent: string): string {
  const copy = emptyCopy(parent);
  for (const part of PARTS) {
    cpSync(join(repositoryRoot, part), join(copy, part), {
      recursive: true,
      filter: (source) => !LEFT_OUT.has(basename(source)),
    });
  }
  return copy;
}

/**
 * The same of a commit, packaged with the packages that are installed now.
 * @throws {InputError} COSTS_COMMIT_UNREADABLE
 */
export function copyCommit(parent: string, commit: string): string {
  const copy = emptyCopy(parent);
  try {
    const archive = execFileSync('git', ['archive', '--format=tar', commit, '--', ...PARTS], {
      cwd: repositoryRoot,
      maxBuffer: 100_000_000,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    execFileSync('tar', ['-x', '-C', copy], { input: archive });
  } catch (cause) {
    throw new InputError('COSTS_COMMIT_UNREADABLE', `git cannot read the services of ${commit}`, {
      cause,
    });
  }
  return copy;
}

/** @returns the full id of the commit, or undefined when git knows none by that name */
export function findCommit(name: string): string | undefined {
  try {
    return execFileSync(
      'git',
      ['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`],
      {
        cwd: repositoryRoot,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      },
    ).trim();
  } catch {
    return undefined;
  }
}

function emptyCopy(parent: string): string {
  const copy = mkdtempSync(join(parent, 'copy-'));
  symlinkSync(join(repositoryRoot, 'node_modules'), join(copy, 'node_modules'), 'dir');
  return copy;
}
