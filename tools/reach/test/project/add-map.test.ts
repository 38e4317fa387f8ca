import { Command } from 'commander';
import { addMap } from '../../src/project/add-map.ts';

jest.setTimeout(60_000);

describe('reach map', () => {
  it.each([
    ['--version', 0],
    ['--stack=network=no-such-file.yml', 2],
  ])('gives %s to the tool map, and ends as it does', async (option, code) => {
    const before = process.exitCode;
    const program = new Command();
    addMap(program);
    await program.parseAsync(['node', 'reach', 'map', option]);
    const { exitCode } = process;
    process.exitCode = before;
    expect(exitCode).toBe(code);
  });
});

it('says why where it cannot be started', async () => {
  jest.replaceProperty(process, 'execPath', '/nowhere/node');
  const program = new Command();
  addMap(program);
  await expect(program.parseAsync(['node', 'reach', 'map'])).rejects.toThrow(
    /^npm run map cannot be started: .*ENOENT/,
  );
});
