import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '@private-lambda/packaging/repository-root';

interface LockedPackage {
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const { packages }: { packages: Record<string, LockedPackage> } = JSON.parse(
  readFileSync(join(repositoryRoot, 'package-lock.json'), 'utf8'),
);

/** Where Node would look for a dependency of the package at a path of the lock file. */
function* placesOf(name: string, path: string) {
  for (
    let folder = path;
    ;
    folder = folder.slice(0, Math.max(folder.lastIndexOf('/node_modules/'), 0))
  ) {
    yield `${folder === '' ? '' : `${folder}/`}node_modules/${name}`;
    if (folder === '') return;
  }
}

describe('the lock file', () => {
  it('has an entry for every platform package, so that npm ci works on every platform', () => {
    const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies)
        .filter((name) => ![...placesOf(name, path)].some((place) => place in packages))
        .map((name) => `${path}: ${name}`),
    );

    expect(missing).toEqual([]);
    expect(Object.keys(packages).length).toBeGreaterThan(100);
  });
});
