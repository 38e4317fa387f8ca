import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '@private-lambda/packaging/repository-root';

/** Where errors with a code are made for whoever runs a command. */
const PLACES = ['tools', 'config', join('shared', 'src', 'config')];
/** A code stands where it is given away: as an argument, or as what is called a code. */
const CODE_GIVEN =
  /(?:[(,]|\bcode\s*[:=]|\bCODE\s*=)\s*'([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)'\s*[,);}]/g;
const CODE_IN_TABLE = /`([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)`/g;
/** Arguments of that form that are none; each must still be found. */
const NO_CODES = [
  'EAI_AGAIN',
  'ERR_INVALID_ARG_VALUE',
  'PROTECTED_API_URL',
  // Caught where it is thrown, and of a bundle: no command says it.
  'REACH_FILE_UNREADABLE',
  'UNDICI_PART_LEFT_OUT',
];

const isSource = (file: string) =>
  /\.[jt]s$/.test(file) && !/(^|\/)(node_modules|dist|test|\.venv)\//.test(file);

function codesOfSource(): Set<string> {
  const files = PLACES.flatMap((place) => {
    const folder = join(repositoryRoot, place);
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter(isSource)
      .map((file) => join(folder, file));
  });
  return codesIn(files.map((file) => readFileSync(file, 'utf8')).join('\n'), CODE_GIVEN);
}

const codesIn = (text: string, form: RegExp): Set<string> =>
  new Set([...text.matchAll(form)].map(([, code = '']) => code));

describe('docs/errors.md', () => {
  const source = codesOfSource();
  const listedIn = (page: string) =>
    readFileSync(join(repositoryRoot, 'docs', page), 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('|'))
      .flatMap((row) => [...codesIn(row, CODE_IN_TABLE)]);
  // HTTP answers and warnings have pages of their own.
  const elsewhere = new Set([...listedIn('problems.md'), ...listedIn('addresses.md'), ...NO_CODES]);

  it('has every code of the commands in one row, and no other code', () => {
    expect(listedIn('errors.md').sort()).toEqual(
      [...source].filter((code) => !elsewhere.has(code)).sort(),
    );
  });

  it('leaves out only what the source still has', () => {
    expect(NO_CODES.filter((word) => !source.has(word))).toEqual([]);
  });
});
