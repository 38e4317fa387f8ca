import * as v from 'valibot';
import { ConfigError, readEnvironment } from '../../src/config/read-environment.ts';

const schema = v.object({
  PORT: v.pipe(
    v.string(),
    v.regex(/^\d+$/, 'a port'),
    v.transform(Number),
    v.description('a port'),
  ),
  NAME: v.optional(v.string(), 'none'),
});

describe('readEnvironment', () => {
  it('gives values of the schema and nothing else', () => {
    expect(readEnvironment(schema, { PORT: '80', OTHER: 'x' })).toEqual({ PORT: 80, NAME: 'none' });
  });

  it.each([
    [{}, 'Environment variable PORT is not set; expected a port'],
    [{ PORT: '' }, 'Environment variable PORT is empty; expected a port'],
    [
      { PORT: 'a\nb' },
      'Environment variable PORT is text of 3 characters, not shown here; expected a port',
    ],
  ])('names the variable in one line: %j', (environment, message) => {
    expect(() => readEnvironment(schema, environment)).toThrow(
      new ConfigError('CONFIG_INVALID', message),
    );
  });

  it('reads the process by default', () => {
    process.env['PORT'] = '81';
    expect(readEnvironment(schema)).toMatchObject({ PORT: 81 });
    delete process.env['PORT'];
  });
});
