import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isInRange, nodeProblem } from '../../check-install.mjs';

const scripts: Readonly<Record<string, string>> = JSON.parse(
  readFileSync(join(__dirname, '../../../package.json'), 'utf8'),
).scripts;
const OWN_SCRIPTS = ['lint', 'lint:fix', 'typecheck', 'package', 'docs:stages', 'fixture', 'bench']
  .concat(['bench:load', 'start:ecs', 'build:ecs', 'test', 'test:tools', 'test:policy'])
  .concat(['test:stages', 'test:whole', 'docs:network', 'sbom']);

const RANGE = '^20.19 || ^22.13 || >=24';
const tools = join(__dirname, '../..');

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'install-'));
  mkdirSync(join(root, 'tools'));
  for (const file of ['check-install.mjs', 'run-tool.mjs', 'command-line/src/exit-codes.js'])
    cpSync(join(tools, file), join(root, 'tools', file));
  writeFileSync(
    join(root, 'package.json'),
    JSON.stringify({ type: 'module', engines: { node: RANGE } }),
  );
});
afterEach(() => rmSync(root, { recursive: true }));

const install = () => {
  mkdirSync(join(root, 'node_modules'));
  writeFileSync(join(root, 'node_modules', '.package-lock.json'), '{}');
};

function run(...command: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, command, {
    cwd: root,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

describe('a Node', () => {
  it.each(['20.19.0', '20.20.2', '22.13.0', '24.0.0', '26.1.0'])('%s is taken', (version) => {
    expect(isInRange(version, RANGE)).toBe(true);
  });

  it.each(['18.20.8', '20.18.3', '21.7.0', '22.12.0', '23.11.0'])('%s is not', (version) => {
    expect(isInRange(version, RANGE)).toBe(false);
  });

  it('that is too old is named, with what is expected', () => {
    expect(nodeProblem('18.20.8')).toMatch(/^this is Node 18\.20\.8; expected \^20\.19 .*$/);
    expect(nodeProblem()).toBeUndefined();
  });
});

describe('a command', () => {
  it('says in one line that the packages are not there, or not all of them', () => {
    mkdirSync(join(root, 'node_modules'));

    for (const command of [['tools/check-install.mjs'], ['tools/run-tool.mjs', 'deploy']]) {
      expect(run(...command)).toEqual({
        status: 2,
        stdout: '',
        stderr: expect.stringMatching(/^[^\n]*run "npm ci" at the root of the repository\n$/),
      });
    }
  });

  // A script may be taken out.
  it.each(OWN_SCRIPTS.filter((name) => name in scripts))('looks first: npm run %s', (name) => {
    expect(scripts[name]).toMatch(/^node tools\/check-install\.mjs && /);
  });

  it('says in one line that its tool is not built, or not there', () => {
    install();
    mkdirSync(join(root, 'tools/costs/src'), { recursive: true });

    expect(run('tools/run-tool.mjs', 'costs')).toEqual({
      status: 2,
      stdout: '',
      stderr: 'costs: is not built; run "npm ci" at the root of the repository\n',
    });
    expect(run('tools/run-tool.mjs', 'adopt').stderr).toMatch(
      /^adopt: there is no folder tools\/adopt; .*\n$/,
    );
  });

  it('runs with its own arguments where all is there', () => {
    install();
    mkdirSync(join(root, 'tools/costs/dist'), { recursive: true });
    writeFileSync(
      join(root, 'tools/costs/dist/main.mjs'),
      'console.log(process.argv.slice(2).join());',
    );

    expect(run('tools/run-tool.mjs', 'costs', '--stage', 'dev')).toEqual({
      status: 0,
      stdout: '--stage,dev\n',
      stderr: '',
    });
    expect(run('tools/check-install.mjs')).toEqual({ status: 0, stdout: '', stderr: '' });
  });
});
