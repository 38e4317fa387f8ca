import { readFileSync, statSync } from 'node:fs';
import { relative } from 'node:path';
import { parseDocument } from 'yaml';
import { ConfigError } from './config-error.js';

/** Far more than anybody writes by hand. */
const MAX_BYTES = 1_000_000;

/** @param {unknown} value @returns {value is Record<string, unknown>} */
export const isMap = (value) =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * What the parser only warns of, such as a tag, has no meaning here.
 * @param {string} file
 * @param {string} code of the error
 * @returns {Record<string, unknown>} empty for an empty file
 * @throws {ConfigError} when it is no YAML, or no map
 */
export function readYamlMap(file, code) {
  const shown = relative(process.cwd(), file);
  let content;
  try {
    const document = parseDocument(readSmallFile(file), { logLevel: 'silent' });
    const problem = document.errors[0] ?? document.warnings[0];
    if (problem) throw problem;
    content = document.toJS() ?? {};
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.split('\n', 1)[0] : String(cause);
    throw new ConfigError(code, `${shown} is not readable YAML: ${reason}`, { cause });
  }
  if (!isMap(content)) throw new ConfigError(code, `${shown} must hold a YAML map`);
  return content;
}

/**
 * A pipe or a device is looked at before it is opened, which could wait, or read, for ever.
 * @param {string} file
 */
function readSmallFile(file) {
  const stat = statSync(file);
  if (!stat.isFile()) throw new Error('it is not a file');
  if (stat.size > MAX_BYTES)
    throw new Error(`it has ${stat.size} bytes, expected at most ${MAX_BYTES}`);
  return readFileSync(file, 'utf8');
}
