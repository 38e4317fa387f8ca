import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { imageFlags } from './support/server-process.ts';

const instructions = readFileSync(join(__dirname, '..', 'Dockerfile'), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'));

/** What would make the image other than the task definition takes it for. */
function imageProblems(lines: readonly string[]): string[] {
  const lastOf = (name: string) =>
    lines.findLast((line) => line.startsWith(`${name} `))?.slice(name.length + 1) ?? '';
  const problems: string[] = [];
  if (!/^node:\d+\.\d+\.\d+-\w+-slim(@sha256:[0-9a-f]{64})?$/.test(lastOf('FROM')))
    problems.push(`${lastOf('FROM')} is not pinned to a version`);
  if (lastOf('USER') !== '1000:1000') problems.push(`it runs as ${lastOf('USER') || 'root'}`);
  if (!lastOf('ENTRYPOINT').startsWith('["node",'))
    problems.push('something stands between SIGTERM and Node');
  const tested = ['node', ...imageFlags, 'server.mjs'].map((word) => `"${word}"`).join(', ');
  if (lastOf('ENTRYPOINT') !== `[${tested}]`) problems.push('it is not started as the tests do');
  if (lines.some((line) => line.startsWith('RUN ')))
    problems.push('it runs something while it is built');
  return problems;
}

describe('The image', () => {
  it('is pinned, runs Node as its first process, and not as root', () => {
    expect(imageProblems(instructions)).toEqual([]);
  });

  it.each([
    ['FROM node:latest', 'node:latest is not pinned'],
    ['USER root', 'it runs as root'],
    ['ENTRYPOINT node server.mjs', 'something stands between'],
    ['ENTRYPOINT ["node", "server.mjs"]', 'it is not started as the tests do'],
    ['RUN npm ci', 'it runs something'],
  ])('is found out by %s', (line, problem) => {
    expect(imageProblems([...instructions, line]).join('\n')).toContain(problem);
  });
});
