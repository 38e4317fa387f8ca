import { findFatalError, findRefusal, withoutStacks } from '../src/early-output.ts';

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
