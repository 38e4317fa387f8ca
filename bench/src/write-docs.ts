import { readFileSync, writeFileSync } from 'node:fs';

const BEGIN = '<!-- npm run bench -- --write-docs writes from here -->';
const END = '<!-- to here -->';

/** Replaces the figures of a page with those of this run. @throws Error when the page does not say where */
export function writeDocs(file: string, markdown: string): void {
  const page = readFileSync(file, 'utf8');
  const begin = page.indexOf(BEGIN);
  const end = page.indexOf(END);
  if (begin < 0 || end < begin) throw new Error(`${file} has no "${BEGIN}" before "${END}"`);
  writeFileSync(file, `${page.slice(0, begin + BEGIN.length)}\n${markdown}\n${page.slice(end)}`);
}
