import { InputError } from '@private-lambda/command-line/input-error';
import { readInputFile } from '@private-lambda/command-line/read-input-file';
import { parseDocument } from 'yaml';

/**
 * Reads a YAML or JSON file that is no template. What the parser only warns of, such as a tag, has no meaning there.
 * @param where stands before the file's name in a message, such as an option
 * @param what it is, in a message
 * @throws InputError `code`
 */
export function readYamlFile(file: string, code: string, what: string, where = ''): unknown {
  const text = readInputFile(file, { code, where, what });
  try {
    const document = parseDocument(text, { logLevel: 'silent' });
    const [problem] = [...document.errors, ...document.warnings];
    if (problem) throw problem;
    return document.toJS();
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    throw new InputError(code, `${where}${file}: ${reason}`, { cause: error });
  }
}
