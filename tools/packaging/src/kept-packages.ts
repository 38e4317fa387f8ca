import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { replaceFile } from '@private-lambda/command-line/replace-file';

/**
 * Folders beside a package.json from which nothing comes into a package; deeper down, such a name is anybody's. What
 * begins with a dot and node_modules are left out everywhere: package-lock.json stands for the latter.
 */
const NO_INPUT = new Set(['dist', 'test', 'docs', 'bench']);

/** File in a package that says of what it was made. */
const MARK = 'made-of';

/** Older ones go: each holds some MB. */
const KEPT_MS = 24 * 60 * 60 * 1000;

/**
 * Packages of a repository as it is, so that the next who asks need not make them again. They lie under a hash of all
 * that could be in them: every file but those of {@link NO_INPUT}, the environment variables that a file names as osls
 * does (`env:NAME`), and the version of Node. Where a link stands among these files nothing is kept: what it leads to may
 * change unseen.
 */
export class KeptPackages {
  readonly #root: string;
  readonly #all: string;
  readonly #digest: string | undefined;

  /** @param root of the repository; they lie in its `.serverless/`, which git ignores */
  constructor(root: string) {
    this.#root = root;
    this.#all = join(root, '.serverless', 'kept');
    this.#digest = digestOf(root);
  }

  /**
   * Empties the folder, unless the same lies there: another process may be reading that.
   * @param place `<stage>/<service>`
   * @returns whether it was there, and lies in the folder now
   */
  take(place: string, outputDirectory: string): boolean {
    const mark = join(outputDirectory, MARK);
    if (existsSync(mark) && readFileSync(mark, 'utf8') === this.#digest) return true;
    rmSync(outputDirectory, { recursive: true, force: true });
    if (this.#digest === undefined) return false;
    const kept = join(this.#all, this.#digest, place);
    if (!existsSync(kept)) return false;
    cpSync(kept, outputDirectory, { recursive: true });
    return true;
  }

  /** Keeps packages, unless what they were made of has changed meanwhile. @param made by their place */
  keep(made: ReadonlyMap<string, string>): void {
    if (made.size === 0 || this.#digest === undefined) return;
    if (digestOf(this.#root) !== this.#digest) return;
    for (const [place, outputDirectory] of made) {
      const draft = join(this.#all, `draft-${process.pid}`);
      const kept = join(this.#all, this.#digest, place);
      replaceFile(join(outputDirectory, MARK), this.#digest);
      cpSync(outputDirectory, draft, { recursive: true });
      mkdirSync(join(kept, '..'), { recursive: true });
      // Whole or not at all.
      try {
        renameSync(draft, kept);
      } catch {
        // Somebody else was quicker, with the same; and what is not kept is only made again.
        rmSync(draft, { recursive: true, force: true });
      }
    }
    this.#removeOld();
  }

  #removeOld(): void {
    for (const name of readdirSync(this.#all)) {
      const one = join(this.#all, name);
      // Another process may have removed or renamed it.
      const { mtimeMs = Date.now() } = statSync(one, { throwIfNoEntry: false }) ?? {};
      if (Date.now() - mtimeMs > KEPT_MS) rmSync(one, { recursive: true, force: true });
    }
  }
}

/** Undefined where a link stands among the files. */
function digestOf(root: string): string | undefined {
  const hash = createHash('sha256').update(process.version);
  const named = new Set<string>();
  const files = inputs(root, '');
  if (files.some(({ isLink }) => isLink)) return undefined;
  for (const { path } of files) {
    const content = readFileSync(join(root, path));
    hash.update(`\0${path}\0${content.length}\0`).update(content);
    for (const [, name = ''] of content.toString('latin1').matchAll(/\benv:(\w+)/g))
      named.add(name);
  }
  for (const name of [...named].sort()) hash.update(`\0${name}=${process.env[name]}`);
  return hash.digest('hex').slice(0, 16);
}

interface Input {
  /** With `/` between folders. */
  readonly path: string;
  readonly isLink: boolean;
}

/** Sorted. */
function inputs(root: string, folder: string): readonly Input[] {
  const entries = readdirSync(join(root, folder), { withFileTypes: true });
  const isPackage = entries.some(({ name }) => name === 'package.json');
  return entries
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .flatMap((entry) => {
      const path = folder ? `${folder}/${entry.name}` : entry.name;
      if (entry.isFile()) return [{ path, isLink: false }];
      if (entry.name === 'node_modules' || (isPackage && NO_INPUT.has(entry.name))) return [];
      if (entry.isSymbolicLink()) return [{ path, isLink: true }];
      return entry.isDirectory() && !entry.name.startsWith('.') ? inputs(root, path) : [];
    });
}
