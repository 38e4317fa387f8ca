import { PassThrough } from 'node:stream';
import { confirm } from '../src/confirm.ts';

/** What somebody types on a terminal. */
function typed(line: string) {
  const input = Object.assign(new PassThrough(), { isTTY: true });
  input.end(`${line}\n`);
  return input;
}

const question = { question: 'Remove? Type dev', answer: 'dev', code: 'REMOVE_UNCONFIRMED' };

const ask = (line: string) =>
  confirm({ ...question, yes: false, input: typed(line), output: new PassThrough() });

describe('confirm', () => {
  it('goes on when the answer is typed, and for nothing else', async () => {
    await expect(ask('dev')).resolves.toBe(true);
    await expect(ask('y')).resolves.toBe(false);
    await expect(ask('')).resolves.toBe(false);
  });

  it('asks nobody with --yes', async () => {
    await expect(confirm({ ...question, yes: true })).resolves.toBe(true);
  });

  it('refuses without a terminal', async () => {
    const input = Object.assign(new PassThrough(), { isTTY: false });
    await expect(confirm({ ...question, yes: false, input })).rejects.toMatchObject({
      code: 'REMOVE_UNCONFIRMED',
    });
  });
});
