import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { copyRepository } from '../support/copy-repository.ts';

jest.setTimeout(600_000);

const directory = join(mkdtempSync(join(tmpdir(), 'init-')), 'a name');
const git = (...command: readonly string[]) =>
  execFileSync('git', command, { cwd: directory, encoding: 'utf8' });

/** In the copy, as a user would. */
function run(...command: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, command, {
    cwd: directory,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'] },
  });
  return { status, output: status === 0 ? '' : stdout + stderr };
}

const green = { status: 0, output: '' };
const init = [
  [
    'tools/run-tool.mjs',
    'init',
    '--yes',
    '--no-test',
    '--name',
    'acme-orders',
    '--holder',
    'Acme Ltd',
  ],
  ['--stages', 'dev,acme-prod', '--region', 'eu-central-1', '--nat', 'dev=none'],
  ['--cidr', 'dev=10.64.0.0/18', '--nat', 'acme-prod=per-az'],
].flat();

beforeAll(() => {
  copyRepository(directory);
  git('init', '-q');
  git('add', '-A');
  git('-c', 'user.name=a', '-c', 'user.email=a@b', 'commit', '-qm', 'as it comes');
  expect(run('tools/build.mjs')).toEqual(green);
  expect(run(...init)).toEqual(green);
});
afterAll(() => rmSync(join(directory, '..'), { recursive: true }));

describe('A project that npm run init has made its own', () => {
  it('has its old name in the licence, and in tests and tools that have one of their own', () => {
    const lines = git('grep', '-iE', '(^|[^@])private[- ]lambda').trim().split('\n');
    const files = new Set(lines.map((line) => line.split(':', 1)[0] ?? ''));
    const kept =
      /(^|\/)(test|LICENSE)(\/|$)|^docs\/make-it-yours\.md$|^tools\/rehearsal\/src\/theatre\.ts$/;

    expect([...files].filter((file) => !kept.test(file))).toEqual([]);
  });

  it('is formatted, compiles, and needs no other lock file', () => {
    expect(run('node_modules/@biomejs/biome/bin/biome', 'check', '.')).toEqual(green);
    expect(run('node_modules/typescript/bin/tsc', '--noEmit')).toEqual(green);
    expect(git('status', '--porcelain')).not.toContain('node_modules');
  });

  it('has tests that are green: those of npm test that read configuration, names or pages', () => {
    const jest = ['node_modules/jest/bin/jest.js', '-w', '2', '--selectProjects', 'unit', 'system'];
    expect(
      run(...jest, '--testPathPatterns', '/config/', '/test/(templates|docs|system)/'),
    ).toEqual(green);
  });
});
