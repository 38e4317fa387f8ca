import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
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

/** A wheel with one empty module, as a requirement on its file. */
function makeWheel() {
  const wheel = join(directory, '..', 'thing-1-py3-none-any.whl');
  const script = `
import sys, zipfile
with zipfile.ZipFile(sys.argv[1], 'w') as wheel:
    wheel.writestr('thing.py', '')
    wheel.writestr('thing-1.dist-info/METADATA', 'Metadata-Version: 2.1\\nName: thing\\nVersion: 1\\n')
    wheel.writestr('thing-1.dist-info/WHEEL', 'Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n')
    wheel.writestr('thing-1.dist-info/RECORD', '')
`;
  execFileSync('python3', ['-c', script, wheel]);
  const digest = createHash('sha256').update(readFileSync(wheel)).digest('hex');
  return { requirement: `thing @ ${pathToFileURL(wheel)}`, digest };
}

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

  it('installs a file whose hash is the stated one', async () => {
    const { requirement, digest } = makeWheel();
    const python = await ensure(`${requirement} --hash=sha256:${digest}\n`);
    expect(() => execFileSync(python, ['-c', 'import thing'])).not.toThrow();
  }, 60_000);

  it.each([
    ['without a hash', '', 'Hashes are required'],
    ['with the hash of another file', ` --hash=sha256:${'0'.repeat(64)}`, 'DO NOT MATCH'],
  ])(
    'refuses a requirement %s',
    async (_what, hash, reason) => {
      await expect(ensure(`${makeWheel().requirement}${hash}\n`)).rejects.toMatchObject({
        code: 'VENV_NOT_INSTALLED',
        message: expect.stringContaining(reason),
      });
    },
    60_000,
  );
});
