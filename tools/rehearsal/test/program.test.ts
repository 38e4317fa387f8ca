import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { repositoryRoot } from '@private-lambda/packaging/repository-root';

const tool = join(repositoryRoot, 'tools', 'run-tool.mjs');

it.each([
  ['--keep'],
  ['--network'],
  ['--only', 'network'],
  ['--stage', 'dev'],
  ['--record', 'calls.json'],
])('plays no rehearsal beside --referee, and says so: %s', (option, ...value) => {
  const args = [tool, 'rehearsal', 'rehearse', '--referee', '1', option, ...value];
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  expect(status).toBe(2);
  expect(stderr).toMatch(/^rehearse: option '--referee <count>' cannot be used with option '/);
  expect(stderr).toContain(option);
});
