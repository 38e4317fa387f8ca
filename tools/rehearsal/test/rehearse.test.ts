import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { acts } from '../src/acts/acts.ts';
import { rehearse } from '../src/rehearse.ts';

/** Runs with a `PATH` that has a Python and nothing else. */
async function withPythonAlone<T>(run: () => Promise<T>): Promise<T> {
  const directory = mkdtempSync(join(tmpdir(), 'python-alone-'));
  const python = join(directory, 'python3');
  writeFileSync(python, '#!/bin/sh\necho 3.10\necho venv\n');
  chmodSync(python, 0o755);
  const path = process.env['PATH'];
  process.env['PATH'] = directory;
  try {
    return await run();
  } finally {
    process.env['PATH'] = path;
    rmSync(directory, { recursive: true });
  }
}

describe('rehearse', () => {
  it('refuses an act of packets where none can be sent, and says why', async () => {
    await withPythonAlone(() =>
      expect(rehearse({ only: 'network' })).rejects.toMatchObject({
        code: 'REHEARSAL_NO_PACKETS',
        message: expect.stringContaining('there is no program'),
      }),
    );
  });

  it.each(['delete', 'callers,delete'])(
    'refuses an act that does not exist (%s) and lists those there are',
    async (only) => {
      await expect(rehearse({ only })).rejects.toMatchObject({
        code: 'REHEARSAL_ACT_UNKNOWN',
        message: `Act "delete" does not exist; there are: ${acts.map(({ name }) => name).join(', ')}`,
      });
    },
  );
});
