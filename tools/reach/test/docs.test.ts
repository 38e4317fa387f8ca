import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '@private-lambda/packaging/repository-root';
import { runReach } from './run-reach.ts';

const page = readFileSync(join(repositoryRoot, 'docs', 'reach.md'), 'utf8');

it('the example of docs/reach.md prints what stands under it', async () => {
  const [, folder = '', command = '', printed] =
    /^\$ folder=(\S+)\n\$ npm run --silent reach -- ((?:.*\\\n)*.*)\n([\s\S]*?)^```$/m.exec(page) ??
    [];
  const args = command
    .replaceAll('$folder', folder)
    .split(/[\s\\]+/)
    .filter(Boolean);
  const { stdout, exitCode } = await runReach(...args);
  expect(stdout).toBe(printed);
  expect(exitCode).toBe(0);
});
