import {
  closeSync,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { errorCode } from './error-code.ts';
import { InputError } from './input-error.ts';

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
 * Writes a file in one step: whoever reads it finds the old content or the new one, never a part, also when the disk
 * is full. A link stays one, and so does the file's mode. A device or a pipe is written to as it is.
 * @param option that named the file, such as `--svg`
 * @throws {InputError} `code`, for a place that cannot be written to
 * @throws Error for a disk that is full or fails
 */
export function writeOutputFile(file: string, content: string, code: string, option: string): void {
  try {
    const stat = statSync(file, { throwIfNoEntry: false });
    if (stat && !stat.isFile()) writeFileSync(file, content);
    else replaceFile(stat ? realpathSync(file) : file, content, stat?.mode ?? 0o666);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : errorCode(cause);
    const message = `${option}: cannot write "${file}": ${reason}`;
    if (BAD_NAME.has(errorCode(cause))) throw new InputError(code, message, { cause });
    throw new Error(message, { cause });
  }
}

/**
 * Writes beside the file, then renames. By hand, because write-file-atomic 7.0.0 does not notice when a disk takes
 * only a part of the text, and puts that part in the file's place.
 */
function replaceFile(file: string, content: string, mode: number): void {
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    const descriptor = openSync(temporary, 'wx', mode);
    try {
      writeFileSync(descriptor, content);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(temporary, file);
  } finally {
    rmSync(temporary, { force: true });
  }
}
