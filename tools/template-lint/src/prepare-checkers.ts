import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '@private-lambda/command-line/input-error';
import { findPython } from './find-python.ts';
import { runProgram } from './run-program.ts';

export interface CheckersOptions {
  /** Every package with its version. */
  requirementsFile: string;
  /** The virtual environment; made again when the requirements have changed or its Python is gone. */
  directory: string;
  progress: (line: string) => void;
}

/**
 * Sees that cfn-lint and checkov are there, in the versions required.
 * @returns folder with their programs
 * @throws {InputError} PYTHON_…, CHECKERS_NOT_INSTALLED
 */
export async function prepareCheckers(options: CheckersOptions): Promise<string> {
  const { requirementsFile, directory, progress } = options;
  const binaries = join(directory, 'bin');
  const python = join(binaries, 'python');
  const requirements = readFileSync(requirementsFile, 'utf8');
  // Written last, so that a broken-off installation is not taken for a whole one.
  const installedFile = join(directory, 'installed-requirements.txt');
  const isInstalled =
    existsSync(installedFile) && readFileSync(installedFile, 'utf8') === requirements;
  if (isInstalled && !(await runProgram(python, ['--version'])).failed) return binaries;

  const systemPython = await findPython();
  progress(`installing cfn-lint and checkov with ${systemPython} (once, a minute or two)`);
  rmSync(directory, { recursive: true, force: true });
  await install(systemPython, ['-m', 'venv', directory]);
  await install(python, [
    ...['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-input'],
    ...['--requirement', requirementsFile],
  ]);
  writeFileSync(installedFile, requirements);
  return binaries;
}

async function install(program: string, args: readonly string[]) {
  const { failed, stdout, stderr } = await runProgram(program, args);
  if (!failed) return;
  const lastLine = `${stdout}\n${stderr}`.trim().split('\n').at(-1);
  throw new InputError('CHECKERS_NOT_INSTALLED', `${program} ${args.join(' ')}: ${lastLine}`);
}
