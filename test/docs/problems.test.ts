import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { listServices } from '@private-lambda/packaging/list-services';
import { repositoryRoot } from '@private-lambda/packaging/repository-root';

const FOLDERS = ['shared', ...listServices().map((service) => join('services', service))]
  .map((folder) => join(repositoryRoot, folder, 'src'))
  .filter((folder) => existsSync(folder));

/** A code where an answer is made with it, and in a table with the sentence that goes with it. */
const MADE =
  /\bHttpError\(\s*\d{3},\s*'([A-Z]+_[A-Z_]+)'|\b([A-Z]+_[A-Z_]+): *(?:\[\d{3}, )?['"`].*\./g;

/** Codes of the source: they begin with a word with which one begins that is made there, whatever the domain is. */
function codesOf(source: string): string[] {
  const made = [...source.matchAll(MADE)].map(([, one, other]) => one ?? other ?? '');
  const areas = [...new Set(made.map((code) => code.split('_', 1)[0]))];
  const form = new RegExp(`\\b(?:${areas.join('|')})_[A-Z_]+\\b`, 'g');
  return [...new Set(source.match(form))].sort();
}

describe('docs/problems.md', () => {
  const source = FOLDERS.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => readFileSync(join(folder, file), 'utf8')),
  ).join('\n');
  const page = readFileSync(join(repositoryRoot, 'docs', 'problems.md'), 'utf8');

  it('has a row for every problem code of the source, and for no other', () => {
    const rows = [...page.matchAll(/^\| `([A-Z_]+)` \| \d/gm)].map(([, code = '']) => code);
    expect(rows.sort()).toEqual(codesOf(source));
  });

  it('is held to the codes of any domain', () => {
    const domain = `export const problems = {
  ROOM_UNKNOWN: 'There is no such room.',
};
const LIMIT_ROOMS = 'ROOM_UNKNOWN';
throw new HttpError(422, 'BOOKING_INVALID', words);
const faults = { UPSTREAM_LOST: [502, 'It is gone.'] };`;
    expect(codesOf(domain)).toEqual(['BOOKING_INVALID', 'ROOM_UNKNOWN', 'UPSTREAM_LOST']);
  });
});
