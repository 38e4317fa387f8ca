import { say } from '../src/say.ts';

describe('say', () => {
  it('writes one line, on which what it quotes does nothing', () => {
    let written = '';
    jest.spyOn(process.stderr, 'write').mockImplementation((text) => {
      written += String(text);
      return true;
    });
    say('  note: red\u001b[31m\n::error::forged');
    say('::error::forged');

    expect(written).toBe('  note: red\\u001b[31m\\u000a::error::forged\n\\u003a:error::forged\n');
  });
});
