import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeChanges } from '../src/write-changes.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'changes-'));
  writeFileSync(join(root, 'changed'), 'old');
  writeFileSync(join(root, 'removed'), 'old');
});
afterEach(() => rmSync(root, { recursive: true }));

const changes = [
  { file: 'changed', before: 'old', after: 'new' },
  { file: 'created', before: undefined, after: 'new' },
  { file: 'removed', before: 'old', after: undefined },
];
const content = () =>
  Object.fromEntries(
    readdirSync(root).map((name) => [name, readFileSync(join(root, name), 'utf8')]),
  );

it('changes, creates and removes files', () => {
  writeChanges(root, changes);
  expect(content()).toEqual({ changed: 'new', created: 'new' });
});

it('leaves every file as it was when one of them cannot be written', () => {
  const impossible = { file: 'no-such-folder/file', before: undefined, after: 'new' };

  expect(() => writeChanges(root, [...changes, impossible])).toThrow(
    expect.objectContaining({ code: 'INIT_FILE_UNWRITABLE' }),
  );
  expect(content()).toEqual({ changed: 'old', removed: 'old' });
});
