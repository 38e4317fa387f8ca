import { InputError } from '@private-lambda/command-line/input-error';
import { readInputFile } from '@private-lambda/command-line/read-input-file';
import { parseDocument } from 'yaml';
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
  try {
    const document = parseDocument(text, { logLevel: 'silent', uniqueKeys: false });
    const problem = document.errors[0] ?? document.warnings[0];
    if (problem) throw problem;
    const [key] = repeatedKeys(document);
    if (key !== undefined) throw new Error(`key ${key} stands twice in a mapping`);
    return document.toJS();
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    throw new InputError(code, `${where}${file}: ${reason}`, { cause: error });
  }
}
