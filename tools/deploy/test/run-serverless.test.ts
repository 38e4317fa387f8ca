import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { buildSync } from 'esbuild';
import { bundleOptions } from '../../bundle-options.mjs';

// Processes are started, on a machine that may have others.
jest.setTimeout(60_000);

const tool = join(__dirname, '..');
// As deep as the sources that it is bundled from, which find the root of the repository by that.
const folder = mkdtempSync(join(tool, '../../node_modules/.cache-run-serverless-'));
afterAll(() => rmSync(folder, { recursive: true }));
const bundle = join(folder, 'dist', 'run.mjs');

/** Stands for osls, here compose: takes a while to end after Ctrl-C, and says whether it could read keys. */
const OSLS = `
  const isNothing = require('node:fs').fstatSync(0).isCharacterDevice();
  process.on('SIGTERM', () => {});
  process.on('SIGINT', () => setTimeout(() => { console.log('osls has ended', isNothing ? 'without keys' : 'with keys'); process.exit(0); }, 300));
  setInterval(() => {}, 1000);
  console.log('under way', process.pid);`;

/** What CloudFormation says of each stack. */
const PROGRAM = `
  const { serverlessRuns } = await import(process.argv[1]);
  const statuses = JSON.parse(process.argv[2]);
  const send = async ({ input: { StackName } }) => {
    if (statuses === null) throw new Error('no network');
    return { Stacks: [{ StackName, StackStatus: statuses[StackName] }] };
  };
  const account = { environment: process.env, cloudFormation: { send } };
  const run = serverlessRuns({ command: 'deploy', stage: 'dev', account, stacks: ['one', 'two'] });
  process.exitCode = await run(undefined);`;

beforeAll(() => {
  const osls = join(folder, 'osls.cjs');
  writeFileSync(osls, OSLS);
  const program = join(folder, 'serverless-program.ts');
  writeFileSync(program, `export const serverlessProgram = ${JSON.stringify(osls)};`);
  buildSync({
    ...bundleOptions(tool),
    entryPoints: [join(tool, 'src/run-serverless.ts')],
    outfile: bundle,
    alias: { '@private-lambda/packaging/serverless-program': program },
  });
});

async function endedMidway(
  statuses: Readonly<Record<string, string>> | null,
  end: (group: number, osls: number) => void = (group) => process.kill(-group, 'SIGINT'),
) {
  // A group of its own, all of which Ctrl-C reaches.
  const child = spawn(
    process.execPath,
    ['--input-type=module', '-e', PROGRAM, bundle, JSON.stringify(statuses)],
    { detached: true, stdio: 'pipe' },
  );
  const said = text(child.stderr);
  let osls: string | undefined;
  for await (const chunk of child.stdout.iterator({ destroyOnReturn: false })) {
    osls = /under way (\d+)/.exec(String(chunk))?.[1];
    if (osls) break;
  }
  end(child.pid ?? Number.NaN, Number(osls));
  const [rest, [exitCode]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  return { rest, exitCode, said: await said };
}

describe('A deploy that Ctrl-C ends midway', () => {
  it.each([
    [
      'names the stacks that CloudFormation goes on with',
      { one: 'UPDATE_IN_PROGRESS', two: 'CREATE_COMPLETE' },
      'deploy: ended midway; CloudFormation goes on with one (UPDATE_IN_PROGRESS); run the same command again when that is finished\n',
    ],
    [
      'says that there are none',
      { one: 'UPDATE_COMPLETE', two: 'REVIEW_IN_PROGRESS' },
      'deploy: ended midway; CloudFormation has no stack under way; run the same command again\n',
    ],
    [
      'says that it does not know',
      null,
      'deploy: ended midway, and CloudFormation does not say what is under way (no network); look at one and two in its console before you run the same command again\n',
    ],
  ])('waits for osls, and %s', async (_, statuses, said) => {
    expect(await endedMidway(statuses)).toEqual({
      rest: 'osls has ended without keys\n',
      exitCode: 130,
      said,
    });
  });
});

it('A deploy whose osls is killed says so, and is a failure', async () => {
  const ended = await endedMidway({}, (_, osls) => process.kill(osls, 'SIGKILL'));
  expect(ended).toEqual({
    rest: '',
    exitCode: 70,
    said: 'deploy: osls was ended by SIGKILL\ndeploy: ended midway; CloudFormation has no stack under way; run the same command again\n',
  });
});
