import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
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

  it.each([
    ['SIGINT', '', 'SIGINT'],
    ['SIGTERM', '', 'SIGTERM'],
    ['SIGHUP', '', 'SIGHUP'],
    ['SIGTERM', 'process.on("SIGTERM", () => process.exit(3));', 3],
  ] as const)('goes with a process that %s ends %s', async (signal, handler, ended) => {
    using parent = temporaryDirectory('test-');
    const child = spawn(process.execPath, [bundle(parent.path), parent.path, handler]);
    await once(child.stdout, 'data');
    expect(readdirSync(parent.path)).toEqual([expect.stringMatching(/^inner-/), 'program.mjs']);
    child.kill(signal);
    const [code, by] = await once(child, 'exit');
    expect(code ?? by).toBe(ended);
    expect(readdirSync(parent.path)).toEqual(['program.mjs']);
  });
});

/** A program that holds a folder below its first argument until it is ended, with a handler of its own. */
function bundle(folder: string): string {
  const outfile = join(folder, 'program.mjs');
  buildSync({
    stdin: {
      contents: `
        import { temporaryDirectory } from './temporary-directory.ts';
        const [, , parent, handler] = process.argv;
        const { path } = temporaryDirectory('inner-', parent);
        new Function(handler)();
        setInterval(() => {}, 1000);
        console.log(path);`,
      resolveDir: join(__dirname, '../src'),
    },
    bundle: true,
    format: 'esm',
    platform: 'node',
    outfile,
  });
  return outfile;
}
