import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from '@private-lambda/command-line/input-error';
import { findPython } from './find-python.ts';
import { runProgram } from './run-program.ts';

export interface PythonVenvOptions {
  /** Every package with its version and hashes, those that others pull in too. */
  readonly requirementsFile: string;
  /** Folder for the environments, ignored by git: one environment per content of the requirements. */
  readonly directory: string;
  /** What is installed, for messages: `the emulator`. */
  readonly what: string;
  readonly progress: (line: string) => void;
}

/**
 * Sees that an environment with just these packages is there. It is made beside its place and moved there when it is
 * whole, so that a broken-off installation is never taken for a whole one and two that run at once do no harm; run
 * its programs as modules (`python -m …`), because the scripts in `bin/` remember where they were made.
 * @returns absolute path of its Python
 * @throws {InputError} PYTHON_…, VENV_NOT_INSTALLED
 */
export async function ensurePythonVenv(options: PythonVenvOptions): Promise<string> {
  const { requirementsFile, directory, what, progress } = options;
  const digest = createHash('sha256').update(readFileSync(requirementsFile)).digest('hex');
  const name = digest.slice(0, 12);
  const place = join(directory, name);
  const python = join(place, 'bin', 'python');
  // The interpreter is a link to the system's, which may have gone.
  if (existsSync(python)) return python;

  const systemPython = await findPython();
  progress(`installing ${what} with ${systemPython} (once)`);
  await mkdir(directory, { recursive: true });
  const draft = await mkdtemp(join(directory, `${name}-`));
  try {
    await install(systemPython, ['-m', 'venv', draft]);
    await install(join(draft, 'bin', 'python'), [
      ...['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-input'],
      // The same bytes on every machine: without a hash for each file pip refuses.
      ...['--require-hashes', '--requirement', requirementsFile],
    ]);
    await removeOthers(directory, name);
    await moveIntoPlace(draft, place, python);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return python;
}

/** Environments of older requirements. Drafts stay: somebody may be at work on them. */
async function removeOthers(directory: string, kept: string): Promise<void> {
  for (const entry of await readdir(directory)) {
    if (entry === kept || !/^[0-9a-f]{12}$/.test(entry)) continue;
    await rm(join(directory, entry), { recursive: true, force: true });
  }
}

/** Unless somebody else was quicker, with the same thing. */
async function moveIntoPlace(draft: string, place: string, python: string): Promise<void> {
  if (existsSync(python)) return;
  await rm(place, { recursive: true, force: true });
  try {
    await rename(draft, place);
  } catch (error) {
    if (!existsSync(python)) throw error;
  }
}

async function install(program: string, args: readonly string[]): Promise<void> {
  const { failed, stdout, stderr } = await runProgram(program, args);
  if (!failed) return;
  const lines = `${stdout}\n${stderr}`.trim().split('\n');
  // pip says what is wrong first, and what to do about it below.
  const reason = lines.find((line) => line.startsWith('ERROR:')) ?? lines.at(-1);
  throw new InputError('VENV_NOT_INSTALLED', `${program} ${args.join(' ')}: ${reason}`);
}
