import { spawnSync } from 'node:child_process';
import {
  closeSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { writeOutputFile } from '../src/write-output-file.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'write-output-file-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (file: string, content: string) =>
  writeOutputFile(file, content, 'TOOL_UNWRITABLE', '--out');

describe('writeOutputFile', () => {
  it('puts a new file in the place of the old one, whose readers keep what they have', () => {
    const file = join(folder, 'replaced.yml');
    writeFileSync(file, 'old', { mode: 0o600 });
    const before = openSync(file, 'r');
    write(file, 'new');
    expect([readFileSync(before, 'utf8'), readFileSync(file, 'utf8')]).toEqual(['old', 'new']);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    closeSync(before);
  });

  it('writes through a link and leaves no other file behind', () => {
    writeFileSync(join(folder, 'real.yml'), 'old');
    symlinkSync(join(folder, 'real.yml'), join(folder, 'link.yml'));
    write(join(folder, 'link.yml'), 'new');
    expect(readFileSync(join(folder, 'real.yml'), 'utf8')).toBe('new');
    expect(lstatSync(join(folder, 'link.yml')).isSymbolicLink()).toBe(true);
    expect(readdirSync(folder).sort()).toEqual(['link.yml', 'real.yml']);
  });

  it('writes what a link leads to that is not there yet', () => {
    symlinkSync('real.yml', join(folder, 'link.yml'));
    write(join(folder, 'link.yml'), 'new');
    expect(readFileSync(join(folder, 'real.yml'), 'utf8')).toBe('new');
    expect(lstatSync(join(folder, 'link.yml')).isSymbolicLink()).toBe(true);
  });

  it('leaves a device a device', () => {
    write('/dev/null', 'new');
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
  });

  it.each([
    ['a folder that does not exist', () => join(folder, 'no', 'stage.yml')],
    ['a folder', () => folder],
  ])('refuses %s as input', (_, file) => {
    expect(() => write(file(), 'x')).toThrow(expect.objectContaining({ code: 'TOOL_UNWRITABLE' }));
  });

  it.each(['no', 'file', 'link'])('names the folder that does not exist, of %s/out.txt', (name) => {
    writeFileSync(join(folder, 'file'), '');
    symlinkSync('gone', join(folder, 'link'));
    const file = join(folder, name, 'out.txt');
    expect(() => write(file, 'x')).toThrow(
      `--out: cannot write "${file}": the folder "${join(folder, name)}" does not exist`,
    );
  });

  it('keeps the old file whole when the disk takes only a part of the new one', () => {
    const file = join(folder, 'kept.txt');
    const module = join(folder, 'bundle', 'write.mjs');
    mkdirSync(join(folder, 'bundle'));
    buildSync({
      entryPoints: [join(__dirname, '../src/write-output-file.ts')],
      outfile: module,
      bundle: true,
      platform: 'node',
      format: 'esm',
    });
    const program = `
      const { writeOutputFile } = await import(process.argv[1]);
      try { writeOutputFile(process.argv[2], 'x'.repeat(100_000), 'CODE', '--out'); }
      catch (error) { console.log(error.name, error.message); }`;
    const run = (blocks: string) =>
      spawnSync(
        'bash',
        ['-c', `ulimit -f ${blocks}; exec "$@"`, 'bash', process.execPath].concat([
          '--input-type=module',
          '-e',
          program,
          module,
          file,
        ]),
        { encoding: 'utf8' },
      );
    writeFileSync(file, 'old');
    expect(run('64').stdout).toMatch(/^Error --out: cannot write ".*kept\.txt": EFBIG/);
    expect(readFileSync(file, 'utf8')).toBe('old');
    expect(readdirSync(folder).sort()).toEqual(['bundle', 'kept.txt']);
    expect(run('unlimited').stdout).toBe('');
    expect(readFileSync(file, 'utf8')).toHaveLength(100_000);
  });
});
