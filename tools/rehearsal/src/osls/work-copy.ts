import { cpSync, mkdirSync, symlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import { repositoryRoot } from '@private-lambda/packaging/repository-root';

/** What a deploy reads. Everything else is reached through `node_modules`. */
const parts = [
  'services',
  'config',
  'shared',
  'package.json',
  'serverless-compose.yml',
  'reach.yml',
  'tools/adopt',
  'tools/command-line',
  'tools/deploy',
  'tools/deployer-policy',
  'tools/inventory',
  'tools/packaging/hooks',
  'tools/run-tool.mjs',
  'tools/check-install.mjs',
];
const leftOut = new Set(['node_modules', '.serverless', '.esbuild', 'test', 'coverage', '.venv']);

/**
 * A copy of what is deployed, so that several deploys run side by side (osls builds in the service's own folder),
 * files can be changed to see what a deploy makes of it, and the repository stays as it is.
 * @param directory made, with the copy in it
 */
export function makeWorkCopy(directory: string): string {
  mkdirSync(directory, { recursive: true });
  for (const part of parts) {
    cpSync(join(repositoryRoot, part), join(directory, part), {
      recursive: true,
      filter: (source) => !leftOut.has(basename(source)),
    });
  }
  symlinkSync(join(repositoryRoot, 'node_modules'), join(directory, 'node_modules'), 'dir');
  return directory;
}
