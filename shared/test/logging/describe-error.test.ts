import { AppError } from '../../src/errors/app-error.ts';
import { describeError } from '../../src/logging/describe-error.ts';

describe('describeError', () => {
  it('tells name, code and place of an error, innermost first', () => {
    const described = describeError(new AppError('TEST_CODE', 'Words.'));
    expect(described).toEqual({ name: 'AppError', code: 'TEST_CODE', at: expect.any(Array) });
    expect(described.at?.[0]).toMatch(/describe-error\.test\.ts:\d+:\d+/);
    expect(described.at?.length).toBeLessThanOrEqual(10);
  });

  it.each(['secret', 'a\n    at secret (secret:1:1)\nsecret', '\n    at secret', 'Error: secret'])(
    'never repeats the message %j, which may quote the request',
    (message) => {
      expect(JSON.stringify(describeError(new Error(message)))).not.toContain('secret');
      expect(describeError(new Error(message)).at?.length).toBeGreaterThan(0);
    },
  );

  it('tells no place once the message was changed: the old one stands in the stack', () => {
    const error = new Error('old\n    at secret');
    expect(error.stack).toContain('secret'); // V8 writes the stack when it is first read
    error.message = 'changed';
    expect(describeError(error)).toEqual({ name: 'Error', at: [] });
  });

  it('does not repeat what JSON.parse says of a body', () => {
    expect(JSON.stringify(describeError(parseError('secret')))).not.toContain('secret');
  });

  it('takes words only for name and code', () => {
    const error = Object.assign(new Error('x'), { name: 'a secret', code: 'a secret' });
    expect(describeError(error)).toEqual({ name: 'Error', at: expect.any(Array) });
  });

  it('tells an error without stack', () => {
    expect(describeError(Object.assign(new Error('x'), { stack: undefined }))).toEqual({
      name: 'Error',
      at: [],
    });
  });

  it.each([
    ['secret', 'not an Error but string'],
    [undefined, 'not an Error but undefined'],
    [null, 'not an Error but object'],
    [{ message: 'secret' }, 'not an Error but object'],
    [1n, 'not an Error but bigint'],
    [new Proxy(new Error('secret'), {}), 'not an Error but object'],
  ])('tells the type alone of the thrown %p', (thrown, name) => {
    expect(describeError(thrown)).toEqual({ name });
  });

  it('tells of an error that throws when it is read', () => {
    const error = Object.defineProperty(new Error('x'), 'stack', {
      get() {
        throw new Error('no');
      },
    });
    expect(describeError(error)).toEqual({ name: 'an Error that cannot be read' });
  });
});

function parseError(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    return error;
  }
}
