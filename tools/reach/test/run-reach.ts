import { runCommandLine } from '@private-lambda/command-line/run-command-line';
import { createProgram } from '../src/program.ts';

export interface Run {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

/** The command as the shell runs it, in this process. */
export async function runReach(...args: readonly string[]): Promise<Run> {
  const output = { stdout: '', stderr: '' };
  const capture = (name: 'stdout' | 'stderr') =>
    jest.spyOn(process[name], 'write').mockImplementation((text) => {
      output[name] += String(text);
      return true;
    });
  const spies = [capture('stdout'), capture('stderr')];
  const before = process.exitCode;
  process.exitCode = 0;
  try {
    await runCommandLine(createProgram('reach'), ['node', 'reach', ...args]);
    return { ...output, exitCode: Number(process.exitCode) };
  } finally {
    process.exitCode = before;
    for (const spy of spies) spy.mockRestore();
  }
}
