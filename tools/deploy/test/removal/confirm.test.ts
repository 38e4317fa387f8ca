import { PassThrough } from 'node:stream';
import { confirm } from '../../src/removal/confirm.ts';

/** What somebody types on a terminal. */
function typed(line: string) {
  const input = Object.assign(new PassThrough(), { isTTY: true });
  input.end(`${line}\n`);
  return input;
}

const ask = (line: string) =>
  confirm({ stage: 'dev', yes: false, input: typed(line), output: new PassThrough() });

describe('confirm', () => {
  it('goes on when the name of the stage is typed, and for nothing else', async () => {
    await expect(ask('dev')).resolves.toBe(true);
    await expect(ask('y')).resolves.toBe(false);
    await expect(ask('')).resolves.toBe(false);
  });

  it('asks nobody with --yes', async () => {
    await expect(confirm({ stage: 'dev', yes: true })).resolves.toBe(true);
  });

  it('refuses without a terminal', async () => {
    const input = Object.assign(new PassThrough(), { isTTY: false });
    await expect(confirm({ stage: 'dev', yes: false, input })).rejects.toMatchObject({
      code: 'REMOVE_UNCONFIRMED',
    });
  });
});
