import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '@private-lambda/packaging/repository-root';
import { parse } from 'yaml';
import { leftOut } from './support/left-out.ts';
import { isRecord } from './support/template.ts';

const directory = join(repositoryRoot, '.github', 'workflows');
/** Those of the project; a team may take them out, and have others, in which it may do what it likes. */
const OWN = ['check.yml', 'deploy.yml', 'pull-request.yml'];
const workflows = OWN.filter((name) => existsSync(join(directory, name))).map((name) => ({
  name,
  source: readFileSync(join(directory, name), 'utf8'),
}));
const scripts = Object.keys(
  JSON.parse(readFileSync(join(repositoryRoot, 'package.json'), 'utf8')).scripts,
);

/** What a workflow does that none of ours may; one sentence each. */
function faultsOf(source: string): string[] {
  const workflow: unknown = parse(source, { maxAliasCount: 20 });
  if (!isRecord(workflow) || !isRecord(workflow['jobs'])) return ['it has no jobs'];
  const faults: string[] = [];
  const isEmpty = isRecord(workflow['permissions']) && !Object.keys(workflow['permissions']).length;
  if (!isEmpty) faults.push('the workflow has permissions of its own');
  if (/pull_request_target|workflow_run/.test(source)) faults.push('a fork runs with its token');
  if (/secrets\./.test(source)) faults.push('it reads a stored secret');
  for (const line of source.match(/uses: .*/g) ?? []) {
    const isPinned = /uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line);
    if (!isPinned && !line.startsWith('uses: ./')) faults.push(`${line} is not pinned`);
  }
  for (const [name, job] of Object.entries(workflow['jobs'])) {
    faults.push(...(isRecord(job) ? jobFaults(job) : []).map((fault) => `${name}: ${fault}`));
  }
  return faults;
}

function jobFaults(job: Record<string, unknown>): string[] {
  const permissions = isRecord(job['permissions']) ? job['permissions'] : undefined;
  const steps = (Array.isArray(job['steps']) ? job['steps'] : []).filter(isRecord);
  const runs = steps.map((step) => String(step['run'] ?? ''));
  const faults = permissions ? [] : ['it says no permissions'];
  if (permissions?.['id-token'] === 'write' && !job['environment'])
    faults.push('it takes an identity without an environment');
  if (permissions?.['pull-requests'] === 'write' && runs.some((run) => /npm|node|\.\//.test(run)))
    faults.push('it may write, and runs code of the pull request');
  if (runs.some((run) => run.includes('${{'))) faults.push('a run holds an expression');
  const used = runs.flatMap((run) => [...run.matchAll(/npm run (?:-s )?(\S+)/g)]);
  for (const [, script = ''] of used) {
    if (!scripts.includes(script)) faults.push(`there is no script ${script}`);
  }
  return faults;
}

/** What the jobs of a workflow ask for. */
function asked(source: string): string[] {
  const { jobs }: { jobs: Record<string, { permissions?: object }> } = parse(source);
  return Object.values(jobs).flatMap(({ permissions = {} }) =>
    Object.entries(permissions).map(([name, access]) => `${name}: ${access}`),
  );
}

const areThere = workflows.length === OWN.length;
if (!areThere) leftOut(`the workflows: not all of ${OWN.join(', ')} are there`);
const describeWhole = areThere ? describe : describe.skip;

describeWhole('the workflows', () => {
  it.each(workflows)(
    '$name pins its actions, says its permissions and stores no key',
    ({ source }) => {
      expect(faultsOf(source)).toEqual([]);
    },
  );

  const deploy = workflows.find(({ name }) => name === 'deploy.yml')?.source ?? '';
  const check = workflows.find(({ name }) => name === 'check.yml')?.source ?? '';
  const comment = workflows.find(({ name }) => name === 'pull-request.yml')?.source ?? '';

  it.each([
    ['a tag in place of a commit', check, /@[0-9a-f]{40} # v/, '@v', 'is not pinned'],
    [
      'permissions of the workflow',
      check,
      'permissions: {}',
      'permissions: write-all',
      'permissions of its own',
    ],
    [
      'a job without permissions',
      check,
      / {4}permissions:\n {6}contents: read\n/,
      '',
      'says no permissions',
    ],
    [
      'a fork with the token of the repository',
      check,
      'pull_request:',
      'pull_request_target:',
      'a fork runs',
    ],
    [
      'code of the pull request with leave to write',
      comment,
      "run: printf '%s'",
      'run: npm ci;',
      'may write',
    ],
    [
      'an identity without an environment',
      deploy,
      /environment: \S+/,
      '',
      'without an environment',
    ],
    ['a stored key', deploy, 'vars.AWS_REGION', 'secrets.AWS_KEY', 'stored secret'],
    [
      'an expression in a script',
      deploy,
      '--stage "$STAGE"',
      `--stage ${'$'}{{ github.job }}`,
      'holds an expression',
    ],
    ['a script that is not there', deploy, 'npm run smoke', 'npm run smoek', 'no script smoek'],
  ])('are refused with %s', (_, source, from, to, fault) => {
    expect(faultsOf(source.replace(from, to)).join('; ')).toContain(fault);
  });

  // GitHub refuses to start a run otherwise, whatever `if:` the job has.
  it('call none that asks for more than it is granted', () => {
    const called = (source: string) => asked(source).filter((one) => one !== 'contents: read');

    expect(deploy).toContain('uses: ./.github/workflows/check.yml');
    expect(called(check)).toEqual([]);
    expect(called(comment)).toEqual(['pull-requests: write']);
  });

  it('deploy one stage after the other, the first after the check, each from the environment of its name', () => {
    const jobs = Object.entries<Record<string, string>>(parse(deploy).jobs).filter(
      ([, { environment }]) => environment !== undefined,
    );
    const names = jobs.map(([name]) => name);

    expect(jobs.map(([, { environment }]) => environment)).toEqual(names);
    expect(jobs.map(([, { needs }]) => needs)).toEqual(['check', ...names.slice(0, -1)]);
  });

  it('deploy with a session as long as the job, which the deploy role gives', () => {
    const { dev } = parse(deploy).jobs;
    const asked = Number(/role-duration-seconds: (\d+)/.exec(deploy)?.[1]);
    const role = join(repositoryRoot, 'services', 'deployer', 'resources', 'role.yml');
    const given = existsSync(role)
      ? Number(/MaxSessionDuration: (\d+)/.exec(readFileSync(role, 'utf8'))?.[1])
      : asked;
    expect(asked).toBeGreaterThanOrEqual(dev['timeout-minutes'] * 60);
    expect(asked).toBeLessThanOrEqual(given);
  });

  it('deploy all that a stage has, so that no service of it stays behind', () => {
    const runs = deploy.match(/npm run deploy .*/g) ?? [];
    expect(runs).toEqual(['npm run deploy -- --stage "$STAGE" --whole']);
  });
});
