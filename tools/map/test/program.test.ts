import { copyFileSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommandLine } from '@private-lambda/command-line/run-command-line';
import { unpackPictures } from '../src/picture/pack.ts';
import { createProgram } from '../src/program.ts';

// Each run draws a system.
jest.setTimeout(60_000);

const folder = mkdtempSync(join(tmpdir(), 'map-'));
afterAll(() => rmSync(folder, { recursive: true }));

const topology = join(__dirname, '..', '..', 'reach', 'test', 'topologies', 'private-api');
const stacks = ['network', 'api'].flatMap((name) => ['--stack', `${name}=${topology}/${name}.yml`]);

/** The command in this process. @returns exit code, and what it says on standard error */
async function run(...args: readonly string[]) {
  let said = '';
  const spy = jest.spyOn(process.stderr, 'write').mockImplementation((text) => {
    said += String(text);
    return true;
  });
  const before = process.exitCode;
  process.exitCode = 0;
  try {
    await runCommandLine(
      createProgram('npm run map --', () => '"the script"'),
      ['node', 'map', ...args],
    );
    return { exitCode: Number(process.exitCode), said };
  } finally {
    process.exitCode = before;
    spy.mockRestore();
  }
}

describe('npm run map', () => {
  it('draws the stacks that it is given into one file', async () => {
    const out = join(folder, 'map.html');
    const { exitCode, said } = await run(...stacks, '--out', out);
    const page = readFileSync(out, 'utf8');
    const [, json = ''] = /id="data">([\s\S]*?)<\/script>/.exec(page) ?? [];
    expect({ exitCode, said }).toEqual({
      exitCode: 0,
      said: expect.stringMatching(/map\.html: \d+ kB\n$/),
    });
    expect(unpackPictures(json)[0]?.items.map(({ id }) => id)).toContain('api/Protected');
    expect(page).toContain('<script>"the script"</script>');
  });

  it('draws what a change opens and closes', async () => {
    const out = join(folder, 'change.html');
    const sides = ['before', 'after'].flatMap((side) =>
      ['network', 'api'].flatMap((name) => [`--${side}-stack`, `${name}=${topology}/${name}.yml`]),
    );
    expect(await run(...sides, '--out', out)).toMatchObject({ exitCode: 0 });
    expect(readFileSync(out, 'utf8')).toContain('"isComparison":true');
  });

  it('draws one question as SVG', async () => {
    const out = join(folder, 'map.svg');
    expect(
      await run(...stacks, '--format', 'svg', '--show', 'to:api/Protected', '--out', out),
    ).toMatchObject({ exitCode: 0 });
    expect(readFileSync(out, 'utf8')).toMatch(/^<svg [^>]*>.*<\/svg>\n$/s);
  });

  it.each(['network.yml', 'link.yml'])(
    'leaves a file that it has read as it is: %s',
    async (out) => {
      const template = join(folder, 'network.yml');
      copyFileSync(join(topology, 'network.yml'), template);
      symlinkSync(template, join(folder, 'link.yml'));
      try {
        const result = await run('--stack', `network=${template}`, '--out', join(folder, out));
        expect(result).toEqual({
          exitCode: 2,
          said: `map: --out: "${join(folder, out)}" is a file that was read; expected another [MAP_OUT]\n`,
        });
        expect(readFileSync(template)).toEqual(readFileSync(join(topology, 'network.yml')));
      } finally {
        rmSync(join(folder, 'link.yml'));
      }
    },
  );

  it.each([
    [['--policy', 'reach.yml'], 'MAP_SUBJECT'],
    [['--stage', 'dev', ...stacks], 'MAP_SUBJECT'],
    [['--before', topology, ...stacks], 'MAP_SUBJECT'],
    [['--before', topology], 'REACH_DIFF_SIDE'],
    [[...stacks, '--format', 'svg', '--show', 'to:nobody'], 'MAP_SHOW'],
    [[...stacks, '--show', 'to:api/Protected'], 'MAP_SHOW'],
    [[...stacks, '--out', join(folder, 'no', 'such', 'folder')], 'MAP_OUT'],
    [['--stack', 'network=no-such-file.yml'], 'REACH_TEMPLATE_UNREADABLE'],
  ])('ends in one line and exit code 2 for %j: %s', async (args, code) => {
    const { exitCode, said } = await run(...args);
    expect(exitCode).toBe(2);
    expect(said).toMatch(new RegExp(`^map: [^\\n]+ \\[${code}\\]\\n$`));
  });
});
