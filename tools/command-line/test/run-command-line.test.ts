import { Command } from 'commander';
import { InputError } from '../src/input-error.ts';
import { runCommandLine } from '../src/run-command-line.ts';

let written: string;

beforeEach(() => {
  written = '';
  jest.spyOn(process.stderr, 'write').mockImplementation((text) => {
    written += String(text);
    return true;
  });
});
afterEach(() => {
  process.exitCode = undefined;
});

const run = (action: () => void, ...args: string[]) => {
  const program = new Command('tool').option('--size <n>').action(action);
  return runCommandLine(program, ['node', 'tool', ...args]);
};

describe('runCommandLine', () => {
  it('ends bad input in one line with its code, and exit code 2', async () => {
    await run(() => {
      throw new InputError('TOOL_BAD', 'a.yml is wrong:\n  found 1');
    });

    expect(written).toBe('tool: a.yml is wrong: found 1 [TOOL_BAD]\n');
    expect(process.exitCode).toBe(2);
  });

  it('ends an unknown option in one line and exit code 2', async () => {
    await run(() => {}, '--sise', '3');

    expect(written).toBe(
      "tool: unknown option '--sise' (Did you mean --size?) (--help shows the usage)\n",
    );
    expect(process.exitCode).toBe(2);
  });

  it('ends what nobody expected in one line and exit code 70, without a stack', async () => {
    await run(() => {
      throw new TypeError('x is not a function');
    });

    expect(written).toBe('tool: x is not a function\n');
    expect(process.exitCode).toBe(70);
  });

  it('shows with DEBUG where it happened, as text that acts on nothing', async () => {
    process.env['DEBUG'] = '1';
    await run(() => {
      throw new TypeError('red\u001b[31m\n::error::forged');
    });
    delete process.env['DEBUG'];

    expect(written).toContain('run-command-line.test.ts:');
    expect(written).not.toMatch(/(?!\n)\p{Cc}|^\s*::/mu);
  });

  it('leaves the exit code to an action that ends well', async () => {
    await run(() => {
      process.exitCode = 1;
    });

    expect(written).toBe('');
    expect(process.exitCode).toBe(1);
  });
});
