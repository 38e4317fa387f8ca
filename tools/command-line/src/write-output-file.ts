import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { errorCode } from './error-code.ts';
import { InputError } from './input-error.ts';
import { wasRead } from './read-input-file.ts';
import { replaceFile } from './replace-file.js';

/** What the user has to change; a full or failing disk is none of it. */
const BAD_NAME = new Set([
  'EACCES',
  'EISDIR',
  'ELOOP',
  'ENAMETOOLONG',
  'ENOENT',
  'ENOTDIR',
  'EPERM',
  'EROFS',
  'ERR_INVALID_ARG_VALUE',
]);

/**
 * Writes a file that an option named, in one step.
 * @param option that named the file, such as `--svg`
 * @throws {InputError} `code`, for a place that cannot be written to
 * @throws Error for a disk that is full or fails
 */
export function writeOutputFile(file: string, content: string, code: string, option: string): void {
  try {
    replaceFile(file, content);
  } catch (cause) {
    const message = `${option}: cannot write "${file}": ${reasonOf(cause, file)}`;
    if (BAD_NAME.has(errorCode(cause))) throw new InputError(code, message, { cause });
    throw new Error(message, { cause });
  }
}

/**
 * {@link writeOutputFile}, for what takes the place of no input.
 * @throws {InputError} `code`, for a file that this process has read, too
 */
export function writeBesideInput(
  file: string,
  content: string,
  code: string,
  option: string,
): void {
  if (wasRead(file)) {
    throw new InputError(code, `${option}: "${file}" is a file that was read; expected another`);
  }
  writeOutputFile(file, content, code, option);
}

/** The system names the file that is written beside, which nobody asked for. */
function reasonOf(cause: unknown, file: string): string {
  const code = errorCode(cause);
  const folder = dirname(file);
  // The slash, because a file is no folder.
  if ((code === 'ENOENT' || code === 'ENOTDIR') && !existsSync(`${folder}/`))
    return `the folder "${folder}" does not exist`;
  return cause instanceof Error ? cause.message : code;
}
