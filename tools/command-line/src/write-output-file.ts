import { errorCode } from './error-code.ts';
import { InputError } from './input-error.ts';
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
    const reason = cause instanceof Error ? cause.message : errorCode(cause);
    const message = `${option}: cannot write "${file}": ${reason}`;
    if (BAD_NAME.has(errorCode(cause))) throw new InputError(code, message, { cause });
    throw new Error(message, { cause });
  }
}
