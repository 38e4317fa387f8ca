import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

// Each tool is bundled, and each run is a process of its own.
jest.setTimeout(120_000);

const tools = join(__dirname, '../..');
const names = readdirSync(tools).filter((name) => existsSync(join(tools, name, 'src/main.ts')));
// In the repository: osls is found from where a tool lies.
const bundles = mkdtempSync(join(tools, '../node_modules/.every-tool-'));
afterAll(() => rmSync(bundles, { recursive: true }));

beforeAll(() => {
  for (const name of names) {
    execFileSync(process.execPath, [join(tools, 'build.mjs'), name, join(bundles, name)]);
  }
});

const mainOf = (name: string) => join(bundles, name, 'main.mjs');

/** @param redirect of the shell, such as `>/dev/full` */
function run(program: string, argument: string, redirect = '') {
  const { stdout, stderr, status } = spawnSync(
    'bash',
    ['-c', `"$0" "$1" "$2" ${redirect}`, process.execPath, program, argument],
    { encoding: 'utf8' },
  );
  return { stdout, stderr, status };
}

const SCRIPTS = [
  'config/stage-table.js',
  'services/ecs-caller/build.mjs',
  'services/ecs-caller/start.mjs',
  'test/fixture/make.mjs',
  'test/stages/run.mjs',
  'tools/sbom.mjs',
];

/** By name: the tools, and scripts of package.json that run as they are, unless what they belong to was taken away. */
const programs = [
  ...names.map((name) => [name, mainOf(name)] as const),
  ...SCRIPTS.map((file) => [file, join(tools, '..', file)] as const).filter(([, file]) =>
    existsSync(file),
  ),
];

describe('every tool', () => {
  it.each(names)('says its own version: %s', (name) => {
    const { version } = JSON.parse(readFileSync(join(tools, name, 'package.json'), 'utf8'));
    expect(run(mainOf(name), '--version')).toEqual({
      stdout: `${version}\n`,
      stderr: '',
      status: 0,
    });
  });

  it.each(names)('shows with --help what the user types: %s', (name) => {
    const { stdout, status } = run(mainOf(name), '--help');
    expect(stdout).toMatch(/^Usage: npm (run|start)/);
    expect(status).toBe(0);
  });

  it.each(programs)('ends in one line and exit code 70 without room: %s', (_, program) => {
    const { stderr, status } = run(program, '--help', '>/dev/full');
    expect(stderr).toMatch(/^[a-z :-]+: cannot write the output: ENOSPC[^\n]*\n$/);
    expect(status).toBe(70);
  });

  it.each(names)(
    'takes a pipe that is closed early, or errors without room, as they are: %s',
    (name) => {
      expect(run(mainOf(name), '--help', '| true').stderr).toBe('');
      expect(run(mainOf(name), '--no-such-option', '2>/dev/full').status).toBe(2);
    },
  );
});
