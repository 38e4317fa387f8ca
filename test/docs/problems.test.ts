import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '@private-lambda/packaging/repository-root';

const shared = join(repositoryRoot, 'shared', 'src');
const CODE = /\b(?:HTTP|PRICING|UPSTREAM)_[A-Z_]+\b/g;

const codesOf = (text: string) => [...text.matchAll(CODE)].map(([code]) => code);

describe('docs/problems.md', () => {
  it('lists every problem code of the source, and no other', () => {
    const sources = readdirSync(shared, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .flatMap((file) => codesOf(readFileSync(join(shared, file), 'utf8')));
    const documented = codesOf(readFileSync(join(repositoryRoot, 'docs', 'problems.md'), 'utf8'));

    expect([...new Set(documented)].sort()).toEqual([...new Set(sources)].sort());
  });
});
