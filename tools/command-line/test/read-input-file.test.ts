import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readInputFile } from '../src/read-input-file.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'read-input-file-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const place = (name: string) => join(folder, name);
const read = (file: string, maxBytes?: number) =>
  readInputFile(file, {
    code: 'TOOL_UNREADABLE',
    where: '--in: ',
    what: 'a list',
    ...(maxBytes === undefined ? {} : { maxBytes }),
  });

describe('readInputFile', () => {
  it('reads a file as text, without its byte order mark', () => {
    writeFileSync(place('a.txt'), '\uFEFFä\n');
    expect(read(place('a.txt'))).toBe('ä\n');
    expect(read(place('a.txt'), 6)).toBe('ä\n');
  });

  it.each([
    ['what is not there', () => place('none.txt'), /^--in: .*none\.txt: no such file$/],
    ['a folder', () => folder, /: not a file; expected a list$/],
    ['a device without an end', () => '/dev/zero', /^--in: \/dev\/zero: not a file/],
    [
      'a pipe that nobody writes to',
      () => {
        spawnSync('mkfifo', [place('pipe')]);
        return place('pipe');
      },
      /pipe: not a file/,
    ],
    [
      'what is too large, before it is read',
      () => {
        writeFileSync(place('sparse'), '');
        truncateSync(place('sparse'), 2 ** 40);
        return place('sparse');
      },
      /sparse: 1099511627776 bytes, expected a list of at most 10000000 bytes$/,
    ],
    ['a name that can be none', () => 'a\0b', /: not the name of a file$/],
  ])('refuses %s', (_, file, message) => {
    expect(() => read(file())).toThrow(
      expect.objectContaining({
        name: 'InputError',
        code: 'TOOL_UNREADABLE',
        message: expect.stringMatching(message),
      }),
    );
  });

  it('refuses a file that holds more than it states', () => {
    expect(() => read('/proc/self/status', 100)).toThrow(/more than 100 bytes, expected a list/);
  });
});
