import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as osls from '../osls.js';
import { loadProject } from '../project.js';

const { prefix } = loadProject();
const asked = (stage: string, more: Readonly<Record<string, unknown>> = {}) => ({
  resolveVariable: async (address: string) => {
    const known: Readonly<Record<string, unknown>> = {
      'sls:stage': stage,
      'self:service': `${prefix}-public-caller`,
      ...more,
    };
    return known[address] ?? '';
  },
});

describe('params, as osls calls it', () => {
  it('gives the values of the stage, and those of maps under flat names too', async () => {
    const { dev } = await osls.params(asked('dev'));

    expect(dev).toMatchObject({ natMode: 'single', 'privateSubnetCidrs.A': '10.20.16.0/20' });
  });

  it('gives the stack of every service', async () => {
    const { dev } = await osls.params(asked('dev'));

    expect(dev).toMatchObject({
      'stacks.network': `${prefix}-network-dev`,
      'stacks.ecs-caller': `${prefix}-ecs-caller-dev`,
    });
  });

  it('fails without a stack for a stage that has no file', async () => {
    await expect(osls.params(asked('prdo'))).rejects.toMatchObject({
      stack:
        'Stage "prdo" has no file config/stages/prdo.yml; there are: dev, local, prod [STAGE_UNKNOWN]',
    });
  });
});

it('osls gets a name for whatever key of a function it reads', async () => {
  const functions = await osls.functionName(asked('dev'));
  const groups = await osls.targetGroupName(asked('dev'));

  expect(functions['api']).toBe(`${prefix}-public-caller-dev-api`);
  expect(groups['api']).toHaveLength(32);
  expect(await osls.roleName(asked('dev'))).toBe(
    `${prefix}-public-caller-dev-\${AWS::Region}-lambdaRole`,
  );
});

describe('rulePriority, as osls calls it', () => {
  const given = (...keys: string[]) =>
    osls.rulePriority(asked('dev', { 'self:custom.behindTheListener': keys }));

  it('is lower for each function that came later, and nobody has that of another', async () => {
    const priorities = await given('api', 'orders');
    expect([priorities['api'], priorities['orders']]).toEqual([1000, 999]);
  });

  it.each([[['api']], [['api', 'orders', 'orders']], [[]]])(
    'is refused in one line where the list is %j',
    async (keys) => {
      const priorities = await given(...keys);
      expect(() => priorities['orders']).toThrow(
        `custom.behindTheListener is [${keys.join(', ')}]; expected orders in it, once`,
      );
    },
  );
});

it('osls gets the name and the prefix of the project', () => {
  expect([osls.project(), osls.prefix()]).toEqual([loadProject().name, prefix]);
});

describe('the Region that osls gets', () => {
  const directory = mkdtempSync(join(tmpdir(), 'osls-'));
  const files = {
    AWS_CONFIG_FILE: join(directory, 'config'),
    AWS_SHARED_CREDENTIALS_FILE: join(directory, 'none'),
  };
  writeFileSync(files.AWS_CONFIG_FILE, '[profile a]\nregion = eu-south-1\n');
  afterAll(() => rmSync(directory, { recursive: true }));

  it.each([
    ['nothing', {}, '', 'us-east-1'],
    ['AWS_REGION', { AWS_REGION: 'eu-west-1', AWS_DEFAULT_REGION: 'eu-west-2' }, '', 'eu-west-1'],
    ['AWS_DEFAULT_REGION', { AWS_DEFAULT_REGION: 'eu-west-2' }, '', 'eu-west-2'],
    ['a profile', { AWS_PROFILE: 'a' }, '', 'eu-south-1'],
    ["the stage's profile", { AWS_DEV_PROFILE: 'a', AWS_PROFILE: 'b' }, '', 'eu-south-1'],
    ['--region', { AWS_REGION: 'eu-west-1' }, 'eu-west-3', 'eu-west-3'],
  ])('is named by %s', async (_, environment, option, region) => {
    const asking = asked('dev', { "opt:region, ''": option });
    expect(await osls.region(asking, { ...files, ...environment })).toBe(region);
  });

  it('is refused in one line when it is none', async () => {
    await expect(osls.region(asked('dev'), { AWS_DEFAULT_REGION: 'Ireland' })).rejects.toThrow(
      'Stage "dev": AWS_DEFAULT_REGION: found "Ireland", expected a Region such as eu-west-1',
    );
  });
});
