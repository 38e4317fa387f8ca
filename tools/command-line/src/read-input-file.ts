import { closeSync, constants, fstatSync, openSync, readSync, realpathSync } from 'node:fs';
import { errorCode } from './error-code.ts';
import { InputError } from './input-error.ts';

/** Ten times what CloudFormation takes as a template ("CloudFormation quotas", 1 MB): no input of a tool is larger. */
export const MAX_INPUT_BYTES = 10_000_000;

/** How a reader's refusal is coded and where it stands. */
export interface InputFile {
  /** UPPER_SNAKE with the tool's prefix, for what is missing, no file, or cannot be read. */
  readonly code: string;
  /** What stands before the file's name in the message, such as the option: `--used: `. */
  readonly where?: string;
  /** In a sentence: `expected a template of at most … bytes`. */
  readonly what: string;
  readonly maxBytes?: number;
}

const read = new Set<string>();

/** Whether this process has read it, by this name or another: for a command whose output replaces no input. */
export function wasRead(file: string): boolean {
  const path = realPath(file);
  return path !== undefined && read.has(path);
}

function realPath(file: string): string | undefined {
  try {
    return realpathSync(file);
  } catch {
    // What is not there, or is no name, was not read.
    return undefined;
  }
}

/**
 * Reads a text file that the user named, whole and without a byte order mark. Devices, pipes and folders are refused
 * before anything is read, and no more than the limit is ever held.
 * @throws {InputError} `code`, in one line with the file and the reason
 */
export function readInputFile(file: string, input: InputFile): string {
  const { code, where = '', what, maxBytes = MAX_INPUT_BYTES } = input;
  const refuse = (reason: string, cause?: unknown) =>
    new InputError(code, `${where}${file}: ${reason}`, { cause });
  let descriptor: number;
  try {
    // Without O_NONBLOCK, opening a pipe that nobody writes to waits for ever.
    descriptor = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    throw refuse(reasonOf(error), error);
  }
  try {
    const stat = fstatSync(descriptor);
    if (!stat.isFile()) throw refuse(`not a file; expected ${what}`);
    const tooLarge = (bytes: string) =>
      refuse(`${bytes} bytes, expected ${what} of at most ${maxBytes} bytes`);
    if (stat.size > maxBytes) throw tooLarge(String(stat.size));
    const text = readAtMost(descriptor, maxBytes);
    if (text === undefined) throw tooLarge(`more than ${maxBytes}`);
    const path = realPath(file);
    if (path !== undefined) read.add(path);
    return text.replace(/^\uFEFF/, '');
  } catch (error) {
    throw error instanceof InputError ? error : refuse(reasonOf(error), error);
  } finally {
    closeSync(descriptor);
  }
}

const CHUNK_BYTES = 65_536;

/** The size that a file states is not always its own: those of `/proc` state 0, and others grow. */
function readAtMost(descriptor: number, maxBytes: number): string | undefined {
  const chunks: Buffer[] = [];
  let total = 0;
  for (;;) {
    const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
    const bytes = readSync(descriptor, chunk);
    if (bytes === 0) return Buffer.concat(chunks).toString('utf8');
    total += bytes;
    if (total > maxBytes) return undefined;
    chunks.push(chunk.subarray(0, bytes));
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file',
  ENOTDIR: 'no such file',
  EISDIR: 'not a file',
  ENXIO: 'not a file',
  EACCES: 'cannot be read (permission denied)',
  EPERM: 'cannot be read (permission denied)',
  ERR_INVALID_ARG_VALUE: 'not the name of a file',
};

function reasonOf(error: unknown): string {
  const code = errorCode(error);
  return REASONS[code] ?? `cannot be read (${code})`;
}
