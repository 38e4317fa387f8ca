import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { HOSTILE_TEXT, refuseActing } from './support/hostile-texts.ts';

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

/** What a tool refuses, with the text somewhere in it. */
const REFUSED: readonly (readonly [tool: string, ...arguments_: string[]])[] = [
  ['adopt', '--stage', HOSTILE_TEXT],
  ['adopt', '--stage', 'dev', '--inventory', HOSTILE_TEXT],
  ['costs', '--stage', HOSTILE_TEXT],
  ['costs', '--compare', HOSTILE_TEXT],
  ['costs', '--region', HOSTILE_TEXT],
  ['costs', '--ms', '1e309'],
  ['deploy', 'deploy', '--stage', HOSTILE_TEXT],
  ['deploy', 'remove', '--stage', HOSTILE_TEXT],
  ['deployer-policy', '--stage', HOSTILE_TEXT],
  ['init', '--dry-run', '--yes', '--name', HOSTILE_TEXT],
  ['init', '--dry-run', '--yes', '--title', HOSTILE_TEXT],
  ['inventory', '--compare', HOSTILE_TEXT, HOSTILE_TEXT],
  ['local-run', '--port', HOSTILE_TEXT],
  ['map', '--stage', HOSTILE_TEXT],
  ['map', '--stack', HOSTILE_TEXT],
  ['rehearsal', 'rehearse', '--only', HOSTILE_TEXT],
  ['rehearsal', 'smoke', '--stage', HOSTILE_TEXT],
  ['subnets', 'show', '--vpc', HOSTILE_TEXT],
  ['subnets', 'show', '--vpc', '10.0.0.0/16', '--used', `@${HOSTILE_TEXT}`],
  ['subnets', 'split', HOSTILE_TEXT, '--into', '3x/28'],
  ['template-lint', `--${HOSTILE_TEXT}`],
];

it.each(REFUSED.filter(([tool]) => names.includes(tool)))(
  'shows hostile text in one line that acts on nothing: %s %s',
  (tool, ...more) => {
    const options = { encoding: 'utf8' } as const;
    const { stdout, stderr, status } = spawnSync(
      process.execPath,
      [mainOf(tool), ...more],
      options,
    );
    refuseActing(stderr);
    expect(stderr).toMatch(/^[^\n]+\n$/);
    expect({ stdout, status }).toEqual({ stdout: '', status: 2 });
  },
);
