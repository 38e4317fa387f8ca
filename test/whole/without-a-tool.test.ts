import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repositoryRoot } from '@private-lambda/packaging/repository-root';
import { copyRepository } from '../support/copy-repository.ts';

jest.setTimeout(300_000);

const parent = mkdtempSync(join(tmpdir(), 'without-'));
const directory = join(parent, 'copy');
const aside = join(parent, 'aside');

/** The table of the page: a tool, and what goes with it. */
const rows = [
  ...readFileSync(join(repositoryRoot, 'docs', 'testing.md'), 'utf8').matchAll(
    /^\| `([a-z-]+)` \| (.*)\|$/gm,
  ),
].map(([, tool = '', others = '']) => ({
  tool,
  folders: [`tools/${tool}`, ...[...others.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name)],
}));

const listFiles = (folder: string) =>
  readdirSync(join(repositoryRoot, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.includes('node_modules'))
    .map((file) => join(folder, file));

/** Tests of others that use the test support of a tool, as `grep` finds them. */
const testsOn = (tool: string) =>
  [...listFiles('tools'), ...listFiles('test')].filter((file) =>
    readFileSync(join(repositoryRoot, file), 'utf8').includes(`/${tool}/test/support/`),
  );

/** All that goes, each once: nothing that lies in a folder that goes. */
const allOf = (some: readonly (typeof rows)[number][]) => {
  const folders = [...new Set(some.flatMap((row) => row.folders))];
  const tools = folders.flatMap((folder) => /^tools\/([^/]+)$/.exec(folder)?.slice(1) ?? []);
  const files = [...new Set(tools.flatMap(testsOn))];
  const isIn = (path: string) => folders.some((folder) => path.startsWith(`${folder}/`));
  return [...folders, ...files].filter((path) => !isIn(path));
};

/** The tools that are commands. */
const commands = readdirSync(join(repositoryRoot, 'tools')).filter((tool) =>
  existsSync(join(repositoryRoot, 'tools', tool, 'src', 'main.ts')),
);

beforeAll(() => copyRepository(directory));
afterAll(() => rmSync(parent, { recursive: true }));

function run(...command: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, command, {
    cwd: directory,
    encoding: 'utf8',
  });
  return { status, output: status === 0 ? '' : stdout + stderr };
}

/** Takes folders out of the copy while something is done. */
function without(folders: readonly string[], act: () => void): void {
  const moved = folders.map((folder) => [
    join(directory, folder),
    join(aside, folder.replaceAll('/', '-')),
  ]);
  mkdirSync(aside, { recursive: true });
  for (const [from = '', to = ''] of moved) renameSync(from, to);
  try {
    act();
  } finally {
    for (const [from = '', to = ''] of moved) renameSync(to, from);
  }
}

const green = { status: 0, output: '' };

describe('docs/testing.md', () => {
  it('has a row for each tool that is a command', () => {
    expect(rows.map(({ tool }) => tool).sort()).toEqual([...commands].sort());
  });

  it.each(rows)('says what goes with $tool: the rest is built and compiles', (row) => {
    without(allOf([row]), () => {
      expect(run('tools/build.mjs')).toEqual(green);
      expect(run('node_modules/typescript/bin/tsc', '--noEmit')).toEqual(green);
    });
  });

  it('leaves tests that are green, and a system that is packaged, where all of them are gone', () => {
    without(allOf(rows), () => {
      expect(run('tools/build.mjs')).toEqual(green);
      const jest = [
        'node_modules/jest/bin/jest.js',
        '-w',
        '2',
        '--selectProjects',
        'unit',
        'system',
      ];
      expect(run(...jest, '--testPathPatterns', '/config/', '/test/(docs|templates)/')).toEqual(
        green,
      );
      expect(run('tools/run-tool.mjs', 'costs')).toEqual({
        status: 2,
        output: expect.stringMatching(/^costs: there is no folder tools\/costs; .*\n$/),
      });
    });
  });
});
