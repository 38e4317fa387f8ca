import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const script = join(__dirname, '../src/run-script.js');
const error = join(__dirname, '../../../config/config-error.js');

/** @param main source of the script's function, which sees ConfigError */
function run(main: string, ...args: readonly string[]) {
  const program = `
    const { runScript } = await import(${JSON.stringify(script)});
    const { ConfigError } = await import(${JSON.stringify(error)});
    await runScript('npm run it', '[-- <file>]', ${main});`;
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--input-type=module', '-e', program, '--', 'script', ...args],
    { encoding: 'utf8' },
  );
  return { status, stdout, stderr };
}

describe('A script of package.json', () => {
  it('shows its usage, and does nothing', () => {
    expect(run('() => { throw new Error("run"); }', '--help')).toEqual({
      status: 0,
      stdout: 'Usage: npm run it [-- <file>]\n',
      stderr: '',
    });
  });

  it('is given its arguments, and ends well', () => {
    expect(run('async (args) => { console.log(args.join()); }', 'a', 'b')).toEqual({
      status: 0,
      stdout: 'a,b\n',
      stderr: '',
    });
  });

  it.each([
    ['bad input', '([name]) => "found " + name', 2, 'found x\\u001b[31m'],
    [
      'a stage that is wrong',
      '() => { throw new ConfigError("STAGE_WRONG", "wrong"); }',
      2,
      'wrong [STAGE_WRONG]',
    ],
    [
      'a defect',
      'async () => { throw new Error("a\\n  b::error::c\\n::error::d"); }',
      70,
      'a b::error::c ::error::d',
    ],
  ])('ends in one line for %s', (_, main, status, line) => {
    expect(run(main, 'x\u001b[31m')).toEqual({
      status,
      stdout: '',
      stderr: `npm run it: ${line}\n`,
    });
  });
});
