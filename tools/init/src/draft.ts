import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A file before and after; undefined where it is not there. */
export interface Change {
  /** From the root of the repository. */
  readonly file: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** Files of the repository with changes that are not written yet. */
export class Draft {
  readonly root: string;
  readonly #texts = new Map<string, string | undefined>();

  constructor(root: string) {
    this.root = root;
  }

  /** @returns undefined for a file that is not there */
  read(file: string): string | undefined {
    return this.#texts.has(file) ? this.#texts.get(file) : this.#readDisk(file);
  }

  /** A file that is not there stays so. */
  edit(file: string, change: (text: string) => string): void {
    const text = this.read(file);
    if (text !== undefined) this.#texts.set(file, change(text));
  }

  write(file: string, text: string): void {
    this.#texts.set(file, text);
  }

  remove(file: string): void {
    this.#texts.set(file, undefined);
  }

  /** Files right in a folder that end so, sorted. */
  list(folder: string, end: string): string[] {
    const known = [...this.#texts.keys()];
    const onDisk = readdirSync(join(this.root, folder)).map((name) => `${folder}/${name}`);
    return [...new Set([...onDisk, ...known])]
      .filter((file) => file.startsWith(`${folder}/`) && file.endsWith(end))
      .filter((file) => !file.slice(folder.length + 1).includes('/'))
      .filter((file) => this.read(file) !== undefined)
      .sort();
  }

  changes(): Change[] {
    return [...this.#texts]
      .map(([file, after]) => ({ file, before: this.#readDisk(file), after }))
      .filter(({ before, after }) => before !== after)
      .sort((one, other) => one.file.localeCompare(other.file));
  }

  #readDisk(file: string): string | undefined {
    const path = join(this.root, file);
    return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
  }
}
