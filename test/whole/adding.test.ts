import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PackagedTemplate } from '@private-lambda/packaging/package-templates';
import { FollowedPage, green } from '../support/followed-page.ts';

jest.setTimeout(1_800_000);

/** In the order of the page: each is done to what the ones before have left. */
const SECTIONS = [
  'A second function behind the load balancer',
  'A caller',
  'A stage key',
  'A subnet tier',
  'A database',
];

const page = new FollowedPage('adding.md');
beforeAll(() => {
  for (const section of SECTIONS) page.follow(section);
  expect(page.run('tools/build.mjs')).toEqual(green);
});
afterAll(() => page.remove());

/** Logical ids of what the tests have packaged of a service. */
function resourcesOf(service: string): string[] {
  const index = join(page.directory, '.serverless', 'test', 'packaged.json');
  const packaged: PackagedTemplate[] = JSON.parse(readFileSync(index, 'utf8'));
  const one = packaged.find((each) => each.service === service);
  return Object.keys(JSON.parse(readFileSync(one?.templateFile ?? '', 'utf8')).Resources);
}

const jestProgram = ['node_modules/jest/bin/jest.js', '-w', '1'];

describe('The page about adding, followed in a copy of the repository,', () => {
  it('leaves code that compiles, formatted as Biome wants it', () => {
    expect(page.run('node_modules/typescript/bin/tsc', '--noEmit')).toEqual(green);
    expect(
      page.run('node_modules/@biomejs/biome/bin/biome', 'check', 'config', 'services', 'test'),
    ).toEqual(green);
  });

  it('leaves a system that holds its claims, with what was added in it', () => {
    expect(
      page.run(
        ...jestProgram,
        '--selectProjects',
        'system',
        '--',
        'test/templates',
        'test/docs',
        'reach',
      ),
    ).toEqual(green);
    expect(resourcesOf('protected-api')).toEqual(
      expect.arrayContaining(['ApiAlbListenerRule1000', 'OrdersAlbListenerRule999']),
    );
    expect(resourcesOf('partner-caller')).toContain('ApiLambdaFunction');
    expect(resourcesOf('network')).toEqual(
      expect.arrayContaining(['DataSubnetA', 'DatabaseIngressFromDatabaseClient']),
    );
  });

  it('leaves tests of tools, of configuration and of both functions that are green', () => {
    expect(
      page.run(
        ...jestProgram,
        '--selectProjects',
        'unit',
        'claims',
        '--',
        'config',
        'services/p',
        'reach',
      ),
    ).toEqual(green);
  });
});
