import { visibleJson } from '@private-lambda/command-line/visible-text';
import { writeBesideInput } from '@private-lambda/command-line/write-output-file';
import type { Block } from '../blocks/block.ts';
import { drawBars } from '../picture/bar.ts';
import type { Part } from '../picture/part.ts';
import { drawSvg } from '../picture/svg.ts';

/** Width of a terminal that does not tell its own. */
const COLUMNS = 80;

/** What `show` and `plan` are told about their output. */
export type OutputOptions = { readonly json?: true; readonly svg?: string };

export function writeJson(value: unknown) {
  process.stdout.write(`${visibleJson(value)}\n`);
}

/** Sections, parted by an empty line. */
export function writeText(sections: readonly string[]) {
  const text = sections.filter((section) => section !== '').join('\n\n');
  process.stdout.write(`${text}\n`);
}

export function drawForTerminal(ranges: readonly Block[], parts: readonly Part[]): string {
  const { isTTY, columns = COLUMNS } = process.stdout;
  const colour = isTTY === true && !process.env['NO_COLOR'];
  return drawBars(ranges, parts, { columns, colour });
}

/** @throws {InputError} SUBNETS_FILE_UNWRITABLE */
export function writeSvg(file: string, ranges: readonly Block[], parts: readonly Part[]) {
  writeBesideInput(file, drawSvg(ranges, parts), 'SUBNETS_FILE_UNWRITABLE', '--svg');
}
