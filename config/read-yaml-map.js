import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { parse } from 'yaml';
import { ConfigError } from './config-error.js';

/** @param {unknown} value @returns {value is Record<string, unknown>} */
export const isMap = (value) =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * @param {string} file
 * @param {string} code of the error
 * @returns {Record<string, unknown>} empty for an empty file
 * @throws {ConfigError} when it is no YAML, or no map
 */
export function readYamlMap(file, code) {
  const shown = relative(process.cwd(), file);
  let content;
  try {
    content = parse(readFileSync(file, 'utf8')) ?? {};
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.split('\n', 1)[0] : String(cause);
    throw new ConfigError(code, `${shown} is not readable YAML: ${reason}`, { cause });
  }
  if (!isMap(content)) throw new ConfigError(code, `${shown} must hold a YAML map`);
  return content;
}
