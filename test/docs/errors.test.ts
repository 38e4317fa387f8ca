import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '@private-lambda/packaging/repository-root';

/** Where errors with a code are made for whoever runs a command. */
const PLACES = ['tools', 'config', join('shared', 'src', 'config')];
/** A code stands where it is given away: as an argument. */
const CODE_AS_ARGUMENT = /[(,]\s*'([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)'\s*[,)]/g;
const CODE_IN_TABLE = /`([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)`/g;
/** Arguments of that form that are none; each must still be found. */
const NO_CODES = ['EAI_AGAIN', 'PROTECTED_API_URL'];

const isSource = (file: string) =>
  /\.[jt]s$/.test(file) && !/(^|\/)(node_modules|dist|test|\.venv)\//.test(file);

function codesOfSource(): Set<string> {
  const files = PLACES.flatMap((place) => {
    const folder = join(repositoryRoot, place);
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter(isSource)
      .map((file) => join(folder, file));
  });
  return codesIn(files.map((file) => readFileSync(file, 'utf8')).join('\n'), CODE_AS_ARGUMENT);
}

const codesIn = (text: string, form: RegExp): Set<string> =>
  new Set([...text.matchAll(form)].map(([, code = '']) => code));

describe('docs/errors.md', () => {
  const source = codesOfSource();
  const page = readFileSync(join(repositoryRoot, 'docs', 'errors.md'), 'utf8');
  const rows = page.split('\n').filter((line) => line.startsWith('|'));

  it('has every code of the commands in one row, and no other code', () => {
    const listed = rows.flatMap((row) => [...codesIn(row, CODE_IN_TABLE)]);

    expect([...listed].sort()).toEqual(
      [...source].filter((code) => !NO_CODES.includes(code)).sort(),
    );
  });

  it('leaves out only what the source still has', () => {
    expect(NO_CODES.filter((word) => !source.has(word))).toEqual([]);
  });
});
