import { join } from 'node:path';
import { repositoryRoot } from './repository-root.ts';

const hook = join(repositoryRoot, 'tools', 'packaging', 'hooks', 'end-with-parent.cjs');

/**
 * `NODE_OPTIONS` for a program, and for all that it starts: each ends when the one that started it has ended, however
 * that one ended.
 */
export function endWithParent(inherited = process.env['NODE_OPTIONS'] ?? ''): string {
  return `${inherited} --require ${JSON.stringify(hook)}`.trim();
}
