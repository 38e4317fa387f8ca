import { InputError } from '@private-lambda/command-line/input-error';
import { readInputFile } from '@private-lambda/command-line/read-input-file';
import { LineCounter, parseDocument } from 'yaml';
import { repeatedKeys } from './repeated-keys.ts';

/** Far more than anybody writes by hand. The parser takes a second or more for it. */
const MAX_BYTES = 1_000_000;

/**
 * Reads a YAML or JSON file that is no template. What the parser only warns of, such as a tag, has no meaning there.
 * @param where stands before the file's name in a message, such as an option
 * @param what it is, in a message
 * @throws InputError `code`
 */
export function readYamlFile(file: string, code: string, what: string, where = ''): unknown {
  const text = readInputFile(file, { code, where, what, maxBytes: MAX_BYTES });
  const lines = new LineCounter();
  try {
    const document = parseDocument(text, {
      logLevel: 'silent',
      lineCounter: lines,
      uniqueKeys: false,
    });
    const problem = document.errors[0] ?? document.warnings[0];
    if (problem) throw problem;
    const [key] = repeatedKeys(document);
    if (key) throw new Error(`key ${key.name} stands twice in a mapping${at(lines, key.offset)}`);
    return document.toJS();
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    throw new InputError(code, `${where}${file}: ${reason}`, { cause: error });
  }
}

/** In the parser's words. */
function at(lines: LineCounter, offset: number | undefined): string {
  if (offset === undefined) return '';
  const { line, col } = lines.linePos(offset);
  return ` at line ${line}, column ${col}`;
}
