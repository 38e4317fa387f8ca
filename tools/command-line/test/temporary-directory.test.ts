import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory } from '../src/temporary-directory.ts';

describe('a temporary folder', () => {
  it('is there until the block ends, with what was written into it', async () => {
    let path = '';
    {
      using directory = temporaryDirectory('test-');
      path = directory.path;
      writeFileSync(join(path, 'file'), 'text');
      await Promise.resolve();
      expect(existsSync(join(path, 'file'))).toBe(true);
    }
    expect(existsSync(path)).toBe(false);
  });

  it('is gone after an error, too, and stands where it was asked for', () => {
    using parent = temporaryDirectory('test-');
    let path = '';
    const fails = () => {
      using directory = temporaryDirectory('inner-', parent.path);
      path = directory.path;
      throw new Error('in the block');
    };
    expect(fails).toThrow('in the block');
    expect(path.startsWith(join(parent.path, 'inner-'))).toBe(true);
    expect(existsSync(path)).toBe(false);
  });
});
