import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { costsOf } from '@private-lambda/costs/parts/stage-costs';
import { readPriceList } from '@private-lambda/costs/prices/price-list';
import { readResources } from '@private-lambda/costs/stage/stage-resources';
import { makePolicy } from '@private-lambda/deployer-policy/make-policy';
import { subjectOf } from '@private-lambda/deployer-policy/read-subject';
import type { PackagedTemplate } from '@private-lambda/packaging/package-templates';
import { readStage } from '@private-lambda/packaging/read-stage';
import { repositoryRoot } from '@private-lambda/packaging/repository-root';
import { ensurePythonVenv } from '@private-lambda/python-venv/ensure-python-venv';
import { checkPolicy } from 'cfn-reach/src/policy/check-policy.ts';
import { projectPolicy } from 'cfn-reach/src/project/project-policy.ts';
import { stringify } from 'yaml';
import { listDeployedStages } from '../../config/stage.js';
import { stageSchema } from '../../config/stage-schema.js';
import { covers, readExceptions } from '../../tools/template-lint/src/exceptions.ts';
import { runCfnLint } from '../../tools/template-lint/src/run-cfn-lint.ts';
import { runCheckov } from '../../tools/template-lint/src/run-checkov.ts';
import { copyRepository } from '../support/copy-repository.ts';
import { resolveTemplate } from '../support/resolve-template.ts';
import { callersProblems } from '../support/who-may-call.ts';
import { drawnStages } from './draw-stages.ts';
import { ROWS } from './every-key.ts';

/** Of a zone by name, which a stage may pin: AWS's order of zones can change. */
const PINNED_ZONE = 'W3010';

const lintDirectory = join(repositoryRoot, 'tools', 'template-lint');

/**
 * Stages of a copy: every key otherwise than by default; the cheapest of the README; one on the first's network; one
 * in a VPC that is there; and some that are drawn from the schema (run.mjs says how many).
 */
const BLOCKS = Object.keys(ROWS).filter((key) => /(vpc|Subnet)Cidrs?$/.test(key));
const OF_ECS_CALLER = ['ecsCaller', 'ecsCertificateArn', 'image'];
const rows = (keys: readonly string[]) =>
  Object.fromEntries(keys.map((key) => [key, ROWS[key]?.value]));
const STAGES: Readonly<Record<string, object>> = {
  other: rows(Object.keys(ROWS)),
  lean: { ...rows(BLOCKS), natMode: 'none', logsEndpoint: false },
  shared: {
    networkStage: 'other',
    ...rows([...OF_ECS_CALLER, 'apiDomainName', 'apiCertificateArn']),
  },
  adopted: {
    ...rows(['region', 'azNames', 'publicSubnetCidrs', 'privateSubnetCidrs', 'vpcCidr']),
    existingVpc: {
      id: 'vpc-0a1b2c3d',
      cidrs: ['10.60.0.0/18'],
      internetGatewayId: 'igw-0a1b2c3d',
      publicSubnetIds: { A: 'subnet-0a1b2c3d', B: 'subnet-0a1b2c3e' },
      interfaceEndpoints: { logs: { id: 'vpce-0a1b2c3d', securityGroupId: 'sg-0a1b2c3d' } },
    },
  },
  ...drawnStages(),
};
const stages = Object.keys(STAGES);
/** What a VPC that is there holds, an account says: the rehearsal's acts hold the claims about it. */
const closed = stages.filter((stage) => stage !== 'adopted');

const directory = mkdtempSync(join(tmpdir(), 'every-key-'));
const root = join(directory, 'copy');
let claims: { readonly status: number | null; readonly output: string };
let packaged: readonly PackagedTemplate[];
beforeAll(() => {
  copyRepository(root);
  for (const stage of listDeployedStages(join(root, 'config')))
    rmSync(join(root, 'config', 'stages', `${stage}.yml`));
  for (const [stage, values] of Object.entries(STAGES))
    writeFileSync(join(root, 'config', 'stages', `${stage}.yml`), stringify(values));
  // Packages every stage that the copy has.
  const jest = ['node_modules/jest/bin/jest.js', '--selectProjects', 'system'];
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [...jest, '--testPathPatterns', 'test/templates'],
    { cwd: root, encoding: 'utf8' },
  );
  claims = { status, output: status === 0 ? '' : stdout + stderr };
  packaged = JSON.parse(readFileSync(join(root, '.serverless/test/packaged.json'), 'utf8'));
}, 3_600_000);
afterAll(() => rmSync(directory, { recursive: true }));

it('every claim of test/templates holds on every stage', () => {
  expect(claims).toEqual({ status: 0, output: '' });
});

const read = (stage: string) => readStage(stage, join(root, 'config'));

it('there is another value for every key of a stage, but for whose network and VPC it uses', () => {
  expect([...Object.keys(ROWS), 'networkStage', 'existingVpc'].sort()).toEqual(
    Object.keys(stageSchema.entries).sort(),
  );
});

it.each(Object.entries(ROWS))('another value of %s stands in the template', (_key, row) => {
  const one = packaged.find(({ service, stage }) => service === row.service && stage === 'other');
  const template: unknown = JSON.parse(readFileSync(one?.templateFile ?? '', 'utf8'));
  expect(JSON.stringify([template, one?.parameters])).toContain(row.shows);
});

it('a task has the time to drain that the stage gives it', () => {
  const one = packaged.find(({ service, stage }) => service === 'ecs-caller' && stage === 'other');
  const template = readFileSync(one?.templateFile ?? '', 'utf8');
  expect(template).toMatch(/"StopTimeout": ?70\b/);
  expect(template).toMatch(/"deregistration_delay.timeout_seconds",\s*"Value": ?32\b/);
});

it('a shared network is imported from the stage that it is of', () => {
  const one = packaged.find(({ service, stage }) => service === 'ecs-caller' && stage === 'shared');
  const template = readFileSync(one?.templateFile ?? '', 'utf8');
  expect(template).toContain('network-other-PrivateSubnetIdsABC');
  expect(template).toContain('"ContainerPort": 9000');
});

const callersOf = (stage: string) => {
  const one = packaged.find((each) => each.service === 'public-caller' && each.stage === stage);
  const { templateFile = '', parameters = {} } = one ?? {};
  return resolveTemplate(JSON.parse(readFileSync(templateFile, 'utf8')), parameters);
};

it.each(stages)('who may call the HTTP API of stage %s is who it says', (stage) => {
  expect(callersProblems(callersOf(stage), read(stage))).toEqual([]);
});

/** Any route of the stage. */
const ROUTE = /^HttpApiRoute/;

it.each<[string, RegExp | string, object, string]>([
  ['a route that is open', ROUTE, { AuthorizationType: 'NONE' }, '"type":"NONE"'],
  ['a route without the scope', ROUTE, { AuthorizationScopes: [] }, '"scopes":[]'],
  [
    'tokens of another issuer',
    'HttpApiAuthorizerTokens',
    { JwtConfiguration: { Audience: ['api'], Issuer: 'https://id.example.org' } },
    'tokens is',
  ],
  ['scripts of any page', 'HttpApi', { CorsConfiguration: { AllowOrigins: ['*'] } }, 'CorsConf'],
  ['a second address', 'HttpApi', { DisableExecuteApiEndpoint: false }, 'DisableExecuteApi'],
  ['old TLS', 'PublicDomain', { DomainNameConfigurations: [] }, 'PublicDomain is'],
  ['another API under the name', 'PublicDomainMapping', { ApiId: 'a' }, 'PublicDomainMapping is'],
  [
    'a record that leads elsewhere',
    'PublicDomainRecord',
    { AliasTarget: {} },
    'PublicDomainRecord',
  ],
])('%s is named', (_what, wanted, values, line) => {
  const template = callersOf('other');
  const [id = ''] = Object.keys(template.Resources).filter((one) =>
    typeof wanted === 'string' ? one === wanted : wanted.test(one),
  );
  Object.assign(template.Resources[id]?.Properties ?? {}, values);
  expect(callersProblems(template, read('other')).join()).toContain(line);
});

it.each(closed)('every claim of reach.yml holds on stage %s', async (stage) => {
  const { claims } = await checkPolicy(projectPolicy(stage, read(stage), packaged));
  const broken = claims.filter(({ outcome }) => outcome !== 'satisfied' && outcome !== 'absent');
  expect(broken.map(({ id, findings }) => [id, findings[0]?.message])).toEqual([]);
});

it.each(stages)('every part of stage %s has a price', async (stage) => {
  const prices = readPriceList('us-east-1');
  const resources = await readResources(stage, read(stage), prices.region, packaged);
  const { notPriced, totalCents } = costsOf(resources, prices);
  expect(notPriced).toEqual([]);
  expect(totalCents).toBeGreaterThan(0);
});

it.each(stages)(
  'all that the deploy of stage %s asks for is granted, or left out with a reason',
  (stage) => {
    const subject = subjectOf(stage, read(stage), packaged);
    const granted = makePolicy(subject).policies.flatMap(({ Statement }) => Statement);
    expect(granted.some(({ Action }) => Action.includes('cloudformation:CreateStack'))).toBe(true);
  },
);

it('cfn-lint and checkov find nothing in them that has no exception', async () => {
  const python = await ensurePythonVenv({
    requirementsFile: join(lintDirectory, 'requirements.txt'),
    directory: join(lintDirectory, '.venv'),
    what: 'cfn-lint and checkov',
    progress: () => undefined,
  });
  const exceptions = readExceptions(join(lintDirectory, 'exceptions.yml')).map((one) => ({
    ...one,
    stages: 'all' as const,
  }));
  const findings = [await runCfnLint(python, packaged), await runCheckov(python, packaged)];
  const undecided = findings
    .flat()
    .filter((found) => found.rule !== PINNED_ZONE && !exceptions.some((one) => covers(one, found)));
  expect(undecided).toEqual([]);
}, 300_000);
