import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { type Described, startRecordedAws } from './support/recorded-aws.ts';

// Every run is osls in a process of its own.
jest.setTimeout(60_000);

const osls = createRequire(__filename).resolve('serverless/bin/serverless.js');
const ours = { project: 'sample', service: 'fixture', stage: 'dev' };

/** All that a refused command may ask: who it is, and whose the stack. */
const READING = new Set(['GetCallerIdentity', 'DescribeStacks']);

/** Runs osls in the fixture's folder, however it ends. */
async function run(
  stack: Described,
  command: readonly string[],
  { region = 'us-east-1', ...environment }: NodeJS.ProcessEnv & { region?: string } = {},
) {
  const aws = await startRecordedAws(stack);
  try {
    const child = spawn(process.execPath, [osls, ...command], {
      cwd: join(__dirname, 'fixture'),
      env: {
        PATH: process.env['PATH'],
        AWS_ACCESS_KEY_ID: 'test',
        AWS_SECRET_ACCESS_KEY: 'test',
        AWS_REGION: region,
        AWS_ENDPOINT_URL: aws.url,
        SLS_TELEMETRY_DISABLED: '1',
        ...environment,
      },
    });
    const [stdout, stderr] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'close'),
    ]);
    const actions = aws.calls.map(({ action }) => action);
    return { exitCode: child.exitCode, output: stdout + stderr, calls: aws.calls, actions };
  } finally {
    aws.close();
  }
}

describe('a stack that is not ours', () => {
  it.each([
    'deploy',
    'deploy --force',
    'remove',
    'deploy function --function any',
    'rollback --timestamp 1',
  ])('is named, and nothing of it is touched: serverless %s', async (command) => {
    const stack = { status: 'UPDATE_COMPLETE', tags: { ...ours, project: 'other' } };
    const { exitCode, output, actions } = await run(stack, command.split(' '));

    expect(exitCode).toBe(1);
    expect(output).toMatch(
      /^Stack fixture-dev is not ours \(found tag project: other; expected .*\): it is left as it is \[PRIVATE_LAMBDA_STACK_REFUSED\]$/m,
    );
    expect(actions.filter((action) => !READING.has(action))).toEqual([]);
    expect(output).not.toContain('Packaging');
  });
});

describe('a service that several stages share', () => {
  it('is not deployed on a stage that uses that of another', async () => {
    const { output, actions } = await run(undefined, ['deploy'], { STAGE_OF_STACK: 'shared' });

    expect(output).toMatch(
      /^Stage "dev" uses the fixture of stage "shared"; expected npm run deploy -- --stage shared --service fixture \[PRIVATE_LAMBDA_NETWORK_SHARED\]$/m,
    );
    expect(actions.filter((action) => !READING.has(action))).toEqual([]);
  });

  it('can still be removed there', async () => {
    const stack = { status: 'CREATE_COMPLETE', tags: ours };
    const { actions } = await run(stack, ['remove'], { STAGE_OF_STACK: 'shared' });

    expect(actions).toContain('DeleteStack');
  });
});

describe('a stack of ours', () => {
  it('is created from a template that declares every parameter it is sent', async () => {
    const { calls } = await run(undefined, ['deploy']);

    const form = calls.find(({ action }) => action === 'CreateStack')?.form;
    expect(form?.get('Parameters.member.1.ParameterKey')).toBe('Mode');
    expect(form?.get('Parameters.member.1.ParameterValue')).toBe('loud');
    expect(JSON.parse(form?.get('TemplateBody') ?? '{}').Parameters).toEqual({
      Mode: { Type: 'String', AllowedValues: ['quiet', 'loud'] },
    });
  });

  it.each([
    ['af-south-1', 'amazonaws.com'],
    ['us-gov-east-1', 'amazonaws.com'],
    ['eusc-de-east-1', 'amazonaws.eu'],
  ])('is deployed from a template that is named by the host of %s', async (region, suffix) => {
    const stack = { status: 'UPDATE_COMPLETE', tags: ours };
    const { calls } = await run(stack, ['deploy'], { region });

    const form = calls.find(({ action }) => action === 'ValidateTemplate')?.form;
    expect(form?.get('TemplateURL')).toContain(`https://s3.${region}.${suffix}/bucket/`);
  });

  it('is not deployed when its first deploy failed', async () => {
    const stack = { status: 'ROLLBACK_COMPLETE', tags: ours };
    const { output, actions } = await run(stack, ['deploy']);

    expect(output).toContain('Stack fixture-dev is ROLLBACK_COMPLETE: its first deploy failed');
    expect(actions).not.toContain('S3 PUT');
  });

  it('is removed when its first deploy failed', async () => {
    const stack = { status: 'ROLLBACK_COMPLETE', tags: ours };
    const { actions } = await run(stack, ['remove']);

    expect(actions).toContain('DeleteStack');
  });
});
