import { readFileSync } from 'node:fs';
import { replaceFile } from '@private-lambda/command-line/replace-file';

const BEGIN = /<!-- npm run bench\S* -- --write-docs writes from here -->/;
const END = '<!-- to here -->';

/** Replaces the figures of a page with those of this run. @throws Error when the page does not say where */
export function writeDocs(file: string, markdown: string): void {
  const page = readFileSync(file, 'utf8');
  const begin = BEGIN.exec(page);
  const end = page.indexOf(END);
  if (begin === null || end < begin.index) {
    throw new Error(`${file} does not say where figures begin, or has no "${END}" after it`);
  }
  const head = page.slice(0, begin.index + begin[0].length);
  replaceFile(file, `${head}\n${markdown}\n${page.slice(end)}`);
}
