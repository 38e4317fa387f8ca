import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { repositoryRoot } from '@private-lambda/packaging/repository-root';
import { copyRepository } from './copy-repository.ts';
import { type PageBlock, readBlocks } from './page-blocks.ts';

/** What a program came to: its output where it failed, which is what a test wants to show then. */
export interface Ran {
  readonly status: number | null;
  readonly output: string;
}

export const green: Ran = { status: 0, output: '' };

/** A copy of the repository to which a page is done, as a reader would. */
export class FollowedPage {
  readonly directory: string;
  readonly #page: string;
  readonly #parent: string;

  /** @param page in `docs/` */
  constructor(page: string) {
    this.#page = readFileSync(join(repositoryRoot, 'docs', page), 'utf8');
    this.#parent = mkdtempSync(join(tmpdir(), 'followed-'));
    // With a blank in its name, as many a folder has.
    this.directory = join(this.#parent, 'another domain');
    copyRepository(this.directory);
  }

  /** The code blocks under a heading. @throws Error when there is none: the page says something else than the test */
  blocks(heading: string): readonly PageBlock[] {
    const blocks = readBlocks(this.#page, heading);
    if (blocks.length === 0) throw new Error(`no block under ## ${heading}`);
    return blocks;
  }

  /**
   * `sh` is run, `diff` changes lines of a file, `>>` goes to the end of one, anything else is the whole of one.
   * @throws Error for a command that fails, and for lines that are not in their file, or twice
   */
  follow(heading: string): void {
    for (const { language, file, text } of this.blocks(heading)) {
      if (language === 'sh') {
        const ran = this.#spawn('sh', ['-euc', text]);
        if (ran.status !== 0) throw new Error(`${text}\n${ran.output}`);
      } else if (language === 'diff') this.#change(file, text);
      else if (file.startsWith('>> ')) appendFileSync(join(this.directory, file.slice(3)), text);
      else {
        mkdirSync(dirname(join(this.directory, file)), { recursive: true });
        writeFileSync(join(this.directory, file), text);
      }
    }
  }

  /** Runs a program of Node in the copy. */
  run(...command: readonly string[]): Ran {
    return this.#spawn(process.execPath, command);
  }

  remove(): void {
    rmSync(this.#parent, { recursive: true });
  }

  #change(file: string, text: string): void {
    const linesOf = (sign: string) =>
      text
        .split('\n')
        .filter((line) => line.startsWith(sign))
        .map((line) => line.slice(1))
        .join('\n');
    const path = join(this.directory, file);
    const pieces = readFileSync(path, 'utf8').split(linesOf('-'));
    if (pieces.length !== 2) throw new Error(`${pieces.length - 1} times in ${file}: ${text}`);
    writeFileSync(path, pieces.join(linesOf('+')));
  }

  #spawn(program: string, args: readonly string[]): Ran {
    const { status, stdout, stderr } = spawnSync(program, args, {
      cwd: this.directory,
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'] },
    });
    return { status, output: status === 0 ? '' : stdout + stderr };
  }
}
