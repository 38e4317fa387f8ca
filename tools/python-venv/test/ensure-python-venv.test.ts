import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensurePythonVenv } from '../src/ensure-python-venv.ts';

let directory: string;
let requirementsFile: string;
const said: string[] = [];
beforeEach(() => {
  const root = mkdtempSync(join(tmpdir(), 'python-venv-'));
  directory = join(root, 'venv');
  requirementsFile = join(root, 'requirements.txt');
  said.length = 0;
});

/** Requirements that need no network: none, or one that cannot be read. */
const ensure = (requirements: string) => {
  writeFileSync(requirementsFile, requirements);
  return ensurePythonVenv({
    requirementsFile,
    directory,
    what: 'nothing',
    progress: (line) => said.push(line),
  });
};

describe('ensurePythonVenv', () => {
  it('makes the environment once, and anew when the requirements change', async () => {
    const first = await ensure('# one\n');
    expect(await ensure('# one\n')).toBe(first);
    expect(said).toEqual(['installing nothing with python3 (once)']);
    expect(await ensure('# two\n')).not.toBe(first);
    expect(readdirSync(directory)).toHaveLength(1);
  }, 60_000);

  it('lets two make the same one at once', async () => {
    const [one, other] = await Promise.all([ensure('# both\n'), ensure('# both\n')]);
    expect(one).toBe(other);
  }, 60_000);

  it('says in one line what could not be installed, and leaves nothing behind', async () => {
    await expect(ensure('not a requirement\n')).rejects.toMatchObject({
      code: 'VENV_NOT_INSTALLED',
      message: expect.stringMatching(/^\S+python -m pip install .*(ERROR|error).*$/),
    });
    expect(readdirSync(directory)).toEqual([]);
  }, 60_000);
});
