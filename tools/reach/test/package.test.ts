import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// Bundles, packs and installs.
jest.setTimeout(120_000);

const tool = join(__dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'cfn-reach-'));
const project = join(folder, 'empty');
afterAll(() => rmSync(folder, { recursive: true }));

/** npm as it comes with Node, without the settings of whoever runs the test. */
function npm(cwd: string, ...args: readonly string[]): string {
  const env = { PATH: process.env['PATH'], HOME: folder, npm_config_cache: join(folder, 'cache') };
  return execFileSync('npm', [...args, '--silent'], { cwd, env, encoding: 'utf8' });
}

function run(...args: readonly string[]) {
  const program = join(project, 'node_modules', '.bin', 'cfn-reach');
  const { stdout, stderr, status } = spawnSync(program, args, { cwd: project, encoding: 'utf8' });
  return { stdout, stderr, status };
}

/** The fenced block of the README that has this line, and the kind of it. */
function block(line: string): string {
  const readme = readFileSync(join(tool, 'README.md'), 'utf8');
  const blocks = [...readme.matchAll(/^```\w*\n([\s\S]*?)^```$/gm)].map(([, text]) => text ?? '');
  const found = blocks.find((text) => text.includes(line));
  if (found === undefined) throw new Error(`no block with ${line}`);
  return found;
}

/** Runs the command of the README that has this in it. */
function runAsWritten(text: string) {
  const [line = ''] = block(text)
    .split('\n')
    .filter((each) => each.includes(text));
  const [npx, name, ...args] = line.split(' ');
  expect([npx, name]).toEqual(['npx', 'cfn-reach']);
  return run(...args);
}

beforeAll(() => {
  npm(tool, 'pack', '--pack-destination', folder);
  const [tarball = ''] = readdirSync(folder).filter((name) => name.endsWith('.tgz'));
  mkdirSync(project);
  writeFileSync(join(project, 'package.json'), '{}');
  npm(project, 'install', '--offline', '--no-audit', '--no-fund', join(folder, tarball));
  writeFileSync(join(project, 'web.yml'), block('DataFromApp:'));
  writeFileSync(join(project, 'policy.yml'), block('only-the-app-reaches-the-data'));
}, 120_000);

describe('the package', () => {
  it('installs alone, with nothing but what it needs', () => {
    expect(
      readdirSync(join(project, 'node_modules')).filter((name) => !name.startsWith('.')),
    ).toEqual(['cfn-reach']);
    const place = join(project, 'node_modules', 'cfn-reach');
    expect(readdirSync(place).sort()).toEqual([
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'bin',
      'dist',
      'package.json',
    ]);
    expect(readdirSync(join(place, 'dist')).sort()).toEqual(['cfn-reach.mjs', 'licenses.txt']);
    expect(readFileSync(join(place, 'dist', 'licenses.txt'), 'utf8')).toMatch(
      /^yaml \d.*\(ISC\)$/m,
    );
  });

  it('says the version that the changelog tells of, and its own name', () => {
    const { version } = JSON.parse(readFileSync(join(tool, 'package.json'), 'utf8'));
    expect(run('--version')).toEqual({ stdout: `${version}\n`, stderr: '', status: 0 });
    expect(readFileSync(join(tool, 'CHANGELOG.md'), 'utf8')).toContain(`\n## ${version}\n`);
    expect(run('--help').stdout).toMatch(/^Usage: cfn-reach /);
    expect(run('--help').stdout).not.toContain('check-project');
  });

  it('answers the example of its README as that says', () => {
    expect(runAsWritten('explain --stack web=web.yml')).toEqual({
      stdout: block('web/App -> web/Data tcp 5432: reachable'),
      stderr: '',
      status: 0,
    });
    expect(runAsWritten('graph --stack web=web.yml').stdout).toMatch(/^flowchart LR\n/);
    expect(runAsWritten('check --stack web=web.yml --policy policy.yml')).toMatchObject({
      stderr: '',
      status: 0,
    });
  });

  it('answers on a template of SAM as its README says', () => {
    writeFileSync(join(project, 'template.yaml'), block('Transform: AWS::Serverless-2016-10-31'));
    expect(runAsWritten('--from app/Hello --to')).toEqual({
      stdout: block('app/Hello -> internet tcp 443: blocked'),
      stderr: '',
      status: 0,
    });
  });

  it('answers on a project of the Serverless Framework as its README says', () => {
    writeFileSync(join(project, 'serverless.yml'), block('service: hello'));
    writeFileSync(join(project, 'index.js'), 'exports.handler = async () => {};');
    const serverless = join(tool, '../../node_modules/.bin/serverless');
    execFileSync(serverless, ['package'], { cwd: project, stdio: 'pipe' });
    expect(runAsWritten('--from app/HelloLambdaFunction --to')).toEqual({
      stdout: block('app/HelloLambdaFunction -> internet tcp 443: reachable'),
      stderr: '',
      status: 0,
    });
  });

  it('shows what a change opens as its README says', () => {
    const before = readFileSync(join(project, 'web.yml'), 'utf8');
    const after = before.replace('ToPort: 5432', 'ToPort: 5433');
    for (const [folder, text] of [
      ['old', before],
      ['new', after],
    ] as const) {
      mkdirSync(join(project, folder));
      writeFileSync(join(project, folder, 'web.yml'), text);
    }
    writeFileSync(join(project, 'old.yml'), before);
    expect(runAsWritten('diff --before-stack web=old.yml')).toMatchObject({ status: 0 });
    expect(runAsWritten('diff --before old/ --after new/')).toMatchObject({
      stdout: expect.stringContaining('opened  web/App -> web/Data tcp 5433'),
      status: 1,
    });
  });

  it('writes SARIF for the upload of its README', () => {
    const open = readFileSync(join(project, 'web.yml'), 'utf8').replace(
      'SourceSecurityGroupId: !Ref AppGroup',
      'CidrIp: 10.0.0.0/8',
    );
    writeFileSync(join(project, 'open web.yml'), open);
    const { stdout, status } = run(
      ...'check --policy policy.yml --format sarif --stack'.split(' '),
      'web=open web.yml',
    );
    expect(status).toBe(1);
    const [{ results }] = JSON.parse(stdout).runs;
    expect(results[0].locations[0].physicalLocation).toEqual({
      artifactLocation: { uri: 'open%20web.yml' },
      region: { startLine: open.split('\n').indexOf('  DataFromApp:') + 1 },
    });
  });

  it('names the commands of its README', () => {
    const readme = readFileSync(join(tool, 'README.md'), 'utf8');
    const commands = [...readme.matchAll(/npx(?: --yes)? cfn-reach (\w+)/g)].map(
      ([, name]) => name,
    );
    expect([...new Set(commands)].sort()).toEqual(['check', 'diff', 'explain', 'graph']);
    for (const command of commands) expect(run(command ?? '', '--help').status).toBe(0);
    expect(run('expalin')).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(
        /^cfn-reach: unknown command 'expalin' \(Did you mean explain\?\)[^\n]*\n$/,
      ),
    });
  });
});
