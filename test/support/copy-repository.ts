import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  symlinkSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { repositoryRoot } from '@private-lambda/packaging/repository-root';

const SCOPE = '@private-lambda';

/**
 * What git knows of the repository, as it is in the working tree. Packages of others are linked; those of this
 * repository are the copy's own.
 * @param directory made, with the copy in it
 */
export function copyRepository(directory: string): void {
  const listed = execFileSync(
    'git',
    ['ls-files', '-z', '--cached', '--others', '--exclude-standard'],
    {
      cwd: repositoryRoot,
      encoding: 'utf8',
    },
  );
  const files = listed.split('\0').filter((file) => existsSync(join(repositoryRoot, file || '?')));
  for (const file of files) {
    const target = join(directory, file);
    mkdirSync(dirname(target), { recursive: true });
    cpSync(join(repositoryRoot, file), target);
  }
  const modules = join(directory, 'node_modules');
  mkdirSync(join(modules, SCOPE), { recursive: true });
  for (const name of readdirSync(join(repositoryRoot, 'node_modules'))) {
    if (name === SCOPE) continue;
    const installed = join(repositoryRoot, 'node_modules', name);
    // A link leads to a package of this repository, by a path that is as right in the copy.
    const isOwn = lstatSync(installed).isSymbolicLink();
    symlinkSync(isOwn ? readlinkSync(installed) : installed, join(modules, name));
  }
  for (const folder of ['services', 'tools'] as const) {
    for (const { name } of readdirSync(join(directory, folder), { withFileTypes: true }).filter(
      (entry) => entry.isDirectory(),
    )) {
      linkPackage(directory, join(folder, name), name);
    }
  }
  linkPackage(directory, 'shared', 'shared');
}

function linkPackage(directory: string, folder: string, name: string): void {
  // What npm could not put at the root.
  const nested = join(repositoryRoot, folder, 'node_modules');
  if (existsSync(nested)) symlinkSync(nested, join(directory, folder, 'node_modules'));
  const scope = join(directory, 'node_modules', SCOPE);
  symlinkSync(relative(scope, join(directory, folder)), join(scope, name));
}
