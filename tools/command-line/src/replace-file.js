import {
  closeSync,
  fsyncSync,
  lstatSync,
  openSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  // biome-ignore lint/style/noRestrictedImports: this is the one place
  writeFileSync,
} from 'node:fs';
import { dirname, resolve } from 'node:path';

/**
 * Writes a file in one step: whoever reads it finds the old content or the new one, never a part, also when the disk
 * is full. A link stays one, and so does the file's mode. A device or a pipe is written to as it is. In JavaScript, for
 * scripts that run as they are.
 * @param {string} file
 * @param {string} content
 * @throws Error of the system
 */
export function replaceFile(file, content) {
  const stat = statSync(file, { throwIfNoEntry: false });
  if (stat && !stat.isFile()) writeFileSync(file, content);
  else writeBesideAndRename(stat ? realpathSync(file) : named(file), content, stat?.mode ?? 0o666);
}

/**
 * A link may lead to what is not there yet.
 * @param {string} file that is not there
 * @returns {string} what it is to be called
 */
function named(file) {
  const isLink = lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink();
  return isLink ? named(resolve(dirname(file), readlinkSync(file))) : file;
}

/**
 * By hand, because write-file-atomic 7.0.0 does not notice when a disk takes only a part of the text, and puts that
 * part in the file's place.
 * @param {string} file
 * @param {string} content
 * @param {number} mode
 */
function writeBesideAndRename(file, content, mode) {
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
