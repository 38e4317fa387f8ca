import { InputError } from '@private-lambda/command-line/input-error';
import { runProgram } from './run-program.ts';

/** The oldest minor version of Python 3 that the tools take: checkov's own demand. */
const OLDEST_MINOR = 10;

const candidates = [
  'python3',
  ...Array.from({ length: 8 }, (_, index) => `python3.${OLDEST_MINOR + index}`).reverse(),
  'python',
];

/** `3.11`, and `venv` when an environment can be made: Debian ships ensurepip in a package of its own. */
const probe = `
import sys
print("%d.%d" % sys.version_info[:2])
try:
    import venv, ensurepip
    print("venv")
except ImportError:
    pass
`;

/**
 * Name of the first Python on the path that is new enough and can make a virtual environment.
 * @param env with the `PATH` to search
 * @throws {InputError} PYTHON_MISSING, PYTHON_TOO_OLD, PYTHON_WITHOUT_VENV
 */
export async function findPython(env = process.env): Promise<string> {
  const found: { name: string; version: string; newEnough: boolean }[] = [];
  for (const name of candidates) {
    const { stdout, failed } = await runProgram(name, ['-c', probe], env);
    if (failed) continue;
    const [version = '', venv] = stdout.trim().split('\n');
    const [major = 0, minor = 0] = version.split('.').map(Number);
    const newEnough = major === 3 && minor >= OLDEST_MINOR;
    if (newEnough && venv === 'venv') return name;
    found.push({ name, version, newEnough });
  }
  throw noPython(found);
}

function noPython(found: readonly { name: string; version: string; newEnough: boolean }[]) {
  const [first] = found;
  if (!first) {
    return new InputError(
      'PYTHON_MISSING',
      `no python3 found; expected Python >= 3.${OLDEST_MINOR}`,
    );
  }
  const withoutVenv = found.find(({ newEnough }) => newEnough);
  if (withoutVenv) {
    return new InputError(
      'PYTHON_WITHOUT_VENV',
      `${withoutVenv.name} ${withoutVenv.version} cannot make a virtual environment; expected its venv module (Debian: apt-get install python3-venv)`,
    );
  }
  return new InputError(
    'PYTHON_TOO_OLD',
    `${first.name} is ${first.version}; expected Python >= 3.${OLDEST_MINOR}`,
  );
}
