import { findFatalError, findRefusal, withoutDump, withoutStacks } from '../src/service-output.ts';

const failedBuild = [
  '✘ [ERROR] Expected identifier but found "="',
  'Environment: linux',
  'Error:',
  'Error: Build failed with 1 error:',
  'src/routes.ts:36:6: ERROR: Expected identifier but found "="',
  '    at failureErrorWithLog (main.js:1752:15)',
];

describe('the output of a service that does not start', () => {
  it('names the error that osls ended on, with its place', () => {
    expect(findFatalError(failedBuild)).toBe(
      'Error: Build failed with 1 error: src/routes.ts:36:6: ERROR: Expected identifier but found "="',
    );
    expect(findFatalError(['Error:', 'Bad value', 'more'])).toBe('Bad value');
  });

  it('names none while osls has said none', () => {
    expect(findFatalError(['starting', 'Error: in a line of its own'])).toBeUndefined();
    expect(findFatalError(['Error:'])).toBeUndefined();
  });

  it('names what a function says that it lacks', () => {
    const line = '{"level":"error","message":"not configured","reason":"A is not set"}';
    expect(findRefusal(['starting', line])).toBe('A is not set');
    expect(findRefusal(['{"level":"error","message":"other"}'])).toBeUndefined();
  });

  it('is shown without stack traces', () => {
    expect(withoutStacks(failedBuild)).toEqual(failedBuild.slice(0, -1));
  });
});

it('what esbuild dumps on its way out is left out, and log lines in it are not', async () => {
  async function* lines() {
    yield* ['GET /health', 'fatal error: all goroutines are asleep - deadlock!', 'goroutine 1'];
    yield* ['\tmain.go:252', '{"level":"info"}'];
  }
  const shown: string[] = [];
  for await (const line of withoutDump(lines())) shown.push(line);
  expect(shown).toEqual(['GET /health', '{"level":"info"}']);
});
