import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LocalSystem } from '../../tools/local-run/test/support/local-system.ts';
import { FollowedPage, green } from '../support/followed-page.ts';

jest.setTimeout(600_000);

const page = new FollowedPage('extending.md');
const blocks = page.blocks('The walk');
beforeAll(() => {
  page.follow('The walk');
  // As `npm ci` does: the tools must build without the sample.
  expect(page.run('tools/build.mjs')).toEqual(green);
});
afterAll(() => page.remove());

describe('The page that replaces the sample, followed in a copy of the repository,', () => {
  it('has every kind of step', () => {
    expect(new Set(blocks.map(({ language }) => language))).toEqual(new Set(['sh', 'ts', 'diff']));
  });

  it('leaves code that compiles, formatted as Biome wants it', () => {
    expect(page.run('node_modules/typescript/bin/tsc', '--noEmit')).toEqual(green);
    const written = blocks.flatMap(({ language, file }) => (language === 'ts' ? [file] : []));
    expect(page.run('node_modules/@biomejs/biome/bin/biome', 'check', ...written)).toEqual(green);
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
      { cwd: page.directory, encoding: 'utf8' },
    );
    expect(words.stdout).toBe('');
  });

  it('leaves tests that are green: all of npm test', () => {
    const { scripts } = JSON.parse(readFileSync(join(page.directory, 'package.json'), 'utf8'));
    const [, options = ''] = String(scripts.test).split(' jest ');
    expect(page.run('node_modules/jest/bin/jest.js', ...options.split(' '))).toEqual(green);
  });

  it('leaves a system that starts, and answers the example that it prints', async () => {
    const system = await LocalSystem.start({}, undefined, page.directory);
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
