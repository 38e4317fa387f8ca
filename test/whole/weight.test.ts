import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '@private-lambda/packaging/repository-root';

interface LockedPackage {
  /** Where another package stands in its place. */
  readonly name?: string;
  /** A folder of this repository. */
  readonly link?: boolean;
}

const { packages }: { packages: Record<string, LockedPackage> } = JSON.parse(
  readFileSync(join(repositoryRoot, 'package-lock.json'), 'utf8'),
);

/** Of the project as it comes: what a team adds is its own matter. */
describe('the lock file', () => {
  it('has no more packages than docs/weight.md says', () => {
    const installed = Object.entries(packages).filter(
      ([path, { link = false }]) => path.includes('node_modules/') && !link,
    );
    const page = readFileSync(join(repositoryRoot, 'docs', 'weight.md'), 'utf8');
    const most = Number(/at most (\d+) packages/.exec(page)?.[1]);

    expect(installed.length).toBeLessThanOrEqual(most);
    expect(installed.length).toBeGreaterThan(most - 100);
  });

  it.each(['es-abstract', 'web-streams-polyfill', 'java-invoke-local'])(
    'leaves out %s, which nothing here loads',
    (name) => {
      const found = Object.entries(packages).filter(([path]) => path.endsWith(`/${name}`));

      expect(found.filter(([, locked]) => (locked.name ?? name) === name)).toEqual([]);
    },
  );
});
