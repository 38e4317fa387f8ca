import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { repositoryRoot } from '@private-lambda/packaging/repository-root';
import { LocalSystem } from '../../tools/local-run/test/support/local-system.ts';
import { copyRepository } from '../support/copy-repository.ts';
import { type PageBlock, readBlocks } from '../support/page-blocks.ts';

jest.setTimeout(300_000);

/** With a blank in its name, as many a folder has. */
const directory = join(mkdtempSync(join(tmpdir(), 'extending-')), 'another domain');
const section = readBlocks(
  readFileSync(join(repositoryRoot, 'docs', 'extending.md'), 'utf8'),
  'Replace the sample',
);

beforeAll(() => {
  copyRepository(directory);
  for (const block of section) apply(block);
  // As `npm ci` does: the tools must build without the sample.
  expect(run('tools/build.mjs')).toEqual(green);
});
afterAll(() => rmSync(dirname(directory), { recursive: true }));

const green = { status: 0, output: '' };

/** As a reader would: `sh` is run, `diff` changes lines of a file, anything else is the whole of one. */
function apply({ language, file, text }: PageBlock): void {
  const path = join(directory, file);
  if (language === 'sh') execFileSync('sh', ['-euc', text], { cwd: directory });
  else if (language === 'diff') {
    const linesOf = (sign: string) =>
      text
        .split('\n')
        .filter((line) => line.startsWith(sign))
        .map((line) => line.slice(1))
        .join('\n');
    const before = readFileSync(path, 'utf8');
    expect(before.split(linesOf('-'))).toHaveLength(2);
    writeFileSync(
      path,
      before.replace(linesOf('-'), () => linesOf('+')),
    );
  } else {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
}

function run(...command: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, command, {
    cwd: directory,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'] },
  });
  return { status, output: status === 0 ? '' : stdout + stderr };
}

describe('The page that replaces the sample, followed in a copy of the repository,', () => {
  it('has every kind of step', () => {
    expect(new Set(section.map(({ language }) => language))).toEqual(new Set(['sh', 'ts', 'diff']));
  });

  it('leaves code that compiles, formatted as Biome wants it', () => {
    expect(run('node_modules/typescript/bin/tsc', '--noEmit')).toEqual(green);
    const written = section.flatMap(({ language, file }) => (language === 'ts' ? [file] : []));
    expect(run('node_modules/@biomejs/biome/bin/biome', 'check', ...written)).toEqual(green);
  });

  it('leaves no word of the sample in what runs', () => {
    const words = spawnSync(
      'grep',
      [
        '-rlE',
        'pricing/|pricing-|PRICING_|Pricing[A-Z]|DESK-100|quote-request',
        'services',
        'shared',
        'tools',
      ].concat(
        '--include=*.ts',
        '--include=*.yml',
        // AWS's price lists name its pricing pages.
        '--exclude-dir=prices',
        '--exclude-dir=test',
        '--exclude-dir=node_modules',
        '--exclude-dir=dist',
        '--exclude-dir=.serverless',
      ),
      { cwd: directory, encoding: 'utf8' },
    );
    expect(words.stdout).toBe('');
  });

  it('leaves tests of the routes and of the bundles that are green', () => {
    const jest = ['node_modules/jest/bin/jest.js', '-w', '1'];
    expect(run(...jest, 'test/templates/routes', 'test/bundles', 'shared/test/http')).toEqual(
      green,
    );
  });

  it('leaves a system that starts, and answers the example that it prints', async () => {
    const system = await LocalSystem.start({}, undefined, directory);
    try {
      await system.untilPrinted('Ctrl-C ends both');
      const [, call = 'false'] = /Try: {2}(.*)/.exec(system.output) ?? [];
      const answer = execFileSync('sh', ['-c', call], { encoding: 'utf8' });
      expect(JSON.parse(answer)).toEqual({ id: expect.any(String), room: 'attic', people: 3 });
      const unknown = await fetch(`${system.url}/rooms/cellar`);
      expect(await unknown.json()).toMatchObject({ status: 404, code: 'BOOKING_NO_SUCH_ROOM' });
    } finally {
      await system.stop();
    }
  });
});
