import { AppError } from '../../src/errors/app-error.ts';

describe('AppError', () => {
  it('carries the name of its class, a code and the cause', () => {
    class LocalError extends AppError {}
    const cause = new Error('inner');
    const error = new LocalError('TEST_CODE', 'Words.', { cause });
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({
      name: 'LocalError',
      code: 'TEST_CODE',
      message: 'Words.',
      cause,
    });
  });
});
