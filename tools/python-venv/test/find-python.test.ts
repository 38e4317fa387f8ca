import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findPython } from '../src/find-python.ts';

describe('findPython', () => {
  let directory: string;

  /** A program of that name that answers the probe. */
  const addPython = (name: string, ...answer: string[]) => {
    const file = join(directory, name);
    writeFileSync(file, `#!/bin/sh\n${answer.map((line) => `echo ${line}\n`).join('')}`);
    chmodSync(file, 0o755);
  };

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'find-python-'));
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  it('takes python3 when it is new enough', async () => {
    addPython('python3', '3.10', 'venv');
    addPython('python3.12', '3.12', 'venv');

    await expect(findPython({ PATH: directory })).resolves.toBe('python3');
  });

  it('takes a newer one by its full name when python3 is too old', async () => {
    addPython('python3', '3.9', 'venv');
    addPython('python3.12', '3.12', 'venv');

    await expect(findPython({ PATH: directory })).resolves.toBe('python3.12');
  });

  it.each([
    ['PYTHON_MISSING', 'no python3 found; expected Python >= 3.10', () => {}],
    [
      'PYTHON_TOO_OLD',
      'python3 is 3.9; expected Python >= 3.10',
      () => addPython('python3', '3.9', 'venv'),
    ],
    [
      'PYTHON_WITHOUT_VENV',
      'python3 3.11 cannot make a virtual environment; expected its venv module (Debian: apt-get install python3-venv)',
      () => addPython('python3', '3.11'),
    ],
  ])('says %s in one line', async (code, message, arrange) => {
    arrange();

    await expect(findPython({ PATH: directory })).rejects.toMatchObject({ code, message });
  });
});
