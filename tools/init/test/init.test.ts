import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { loadStage } from '../../../config/stage.js';
import { init } from '../src/init.ts';
import type { InitCommand } from '../src/init-command.ts';
import { SmallRepository } from './support/small-repository.ts';
import { Terminal } from './support/terminal.ts';

let repository: SmallRepository;
let said: string;
beforeEach(() => {
  repository = new SmallRepository();
  said = '';
  for (const stream of [process.stdout, process.stderr]) {
    jest.spyOn(stream, 'write').mockImplementation((text) => {
      said += String(text);
      return true;
    });
  }
});
afterEach(() => repository.remove());

const run = (options: Omit<InitCommand, 'test'>) =>
  init({ yes: true, test: false, ...options }, repository.root);
const stageOf = (stage: string) => loadStage(stage, join(repository.root, 'config'));

describe('npm run init', () => {
  it('puts a name into the configuration, the packages, the README and the names of stacks in scripts and pages', async () => {
    expect(await run({ name: 'acme-orders' })).toBe(0);

    expect(parse(repository.read('config/project.yml'))).toEqual({ name: 'acme-orders' });
    expect(JSON.parse(repository.read('package.json'))).toEqual({
      name: 'acme-orders',
      scripts: { draw: 'map --show node:acme-orders-public-caller-dev/ApiLambdaFunction' },
    });
    expect(JSON.parse(repository.read('package-lock.json'))).toEqual({
      name: 'acme-orders',
      packages: { '': { name: 'acme-orders' } },
    });
    expect(repository.read('README.md')).toMatch(/^# Acme Orders\n/);
    expect(repository.read('docs/alarms.md')).toBe(
      'prefix=acme-orders\nthe export acme-orders-network-prod-AlarmTopicArn, not my-private-lambda-network\n',
    );
  });

  it('keeps every comment of a file that it changes', async () => {
    const before = repository.read('config/project.yml');
    await run({ name: 'acme-orders' });

    expect(repository.read('config/project.yml')).toBe(
      before.replace('name: private-lambda', 'name: acme-orders'),
    );
  });

  it('adds the holder below the notice that the licence asks to keep, once', async () => {
    await run({ holder: 'Ährenfeld & Söhne' });
    await run({ holder: 'Somebody else', allowDirty: true });

    expect(repository.read('LICENSE').match(/^Copyright.*/gm)).toEqual([
      'Copyright (c) 2026 The Private Lambda authors',
      expect.stringMatching(/^Copyright \(c\) \d{4} Somebody else$/),
    ]);
  });

  it('takes the badge from the remote on GitHub, and replaces the one that is there', async () => {
    repository.git('remote', 'add', 'origin', 'git@github.com:acme/orders.git');
    await run({});
    const badge = (path: string) =>
      `[![check](https://github.com/${path}/actions/workflows/check.yml/badge.svg)](https://github.com/${path}/actions/workflows/check.yml)`;
    expect(repository.read('README.md')).toBe(
      `# Private Lambda\n\n${badge('acme/orders')}\n\nA private HTTP API.\n`,
    );
    await run({ repository: 'acme/other', allowDirty: true });
    expect(repository.read('README.md')).toContain(`\n\n${badge('acme/other')}\n\nA private`);
  });

  it('makes the stages that are asked for: others go, new ones get a free block', async () => {
    await run({
      stages: 'dev,staging',
      cidr: ['dev=10.64.0.0/18'],
      nat: ['none'],
      region: ['eu-central-1'],
    });

    expect(() => stageOf('prod')).toThrow('there are: dev, local, staging');
    expect(stageOf('dev')).toMatchObject({
      region: 'eu-central-1',
      natMode: 'none',
      vpcCidr: '10.64.0.0/18',
      publicSubnetCidrs: { A: '10.64.0.0/26', D: '10.64.0.192/26' },
      privateSubnetCidrs: { A: '10.64.4.0/22', D: '10.64.16.0/22' },
    });
    expect(stageOf('staging')).toMatchObject({ natMode: 'none', vpcCidr: '10.20.0.0/16' });
  });

  it.each([16, 20, 22, 23, 24])(
    'cuts a VPC of /%i into subnets that a stage takes',
    async (prefix) => {
      await run({ cidr: [`dev=172.16.0.0/${prefix}`] });

      expect(stageOf('dev').vpcCidr).toBe(`172.16.0.0/${prefix}`);
    },
  );

  it('has nothing to do the second time, also in a tree that it has made dirty itself', async () => {
    const options = {
      name: 'shop',
      holder: 'Shop',
      stages: 'dev,qa',
      region: ['eu-west-1'],
      nat: ['qa=none'],
    };
    await run(options);
    const after = repository.files();
    said = '';

    expect(await run(options)).toBe(0);
    expect(said).toContain('Nothing to do');
    expect(repository.files()).toEqual(after);
  });

  it('shows the changes as a diff before it writes, and with --dry-run writes nothing', async () => {
    const before = repository.files();
    expect(await run({ name: 'shop', stages: 'prod', dryRun: true })).toBe(0);

    expect(said).toContain('-name: private-lambda\n+name: shop\n');
    expect(said).toContain('Dry run: nothing was written.');
    expect(repository.files()).toEqual(before);
  });

  it('refuses a tree with changes that are not committed, unless told', async () => {
    repository.write('README.md', '# Mine\n');
    await expect(run({ name: 'shop' })).rejects.toMatchObject({ code: 'INIT_TREE_DIRTY' });
    expect(await run({ name: 'shop', allowDirty: true })).toBe(0);
  });

  it('refuses a folder that is under no git', async () => {
    rmSync(join(repository.root, '.git'), { recursive: true });

    await expect(run({ name: 'shop' })).rejects.toThrow('this folder is under no git');
  });

  it('says what to do for a VPC that is there, a Region to be enabled, and a workflow of other stages', async () => {
    mkdirSync(join(repository.root, '.github/workflows'), { recursive: true });
    repository.write(
      '.github/workflows/deploy.yml',
      '    environment: dev\n    environment: prod\n',
    );
    repository.commit();
    await run({ stages: 'dev', existingVpc: ['dev=vpc-0a1b'], region: ['af-south-1'] });

    expect(said).toContain('npm run adopt -- --stage dev --vpc-id vpc-0a1b\n');
    expect(said).toContain('aws account enable-region --region-name af-south-1\n');
    expect(said).toContain('deploy.yml deploys dev, prod: give it a job for each of dev.\n');
  });

  it.each<[string, Omit<InitCommand, 'test'>, string]>([
    ['a name with capitals', { name: 'Shop' }, 'PROJECT_VALUE_INVALID'],
    ['a name with umlauts', { name: 'bücher' }, 'PROJECT_VALUE_INVALID'],
    ['a name with a blank', { name: 'my shop' }, 'PROJECT_VALUE_INVALID'],
    ['a name that YAML would cut', { name: 'shop # x' }, 'PROJECT_VALUE_INVALID'],
    ['a name that YAML reads as no text', { name: 'true' }, 'PROJECT_VALUE_INVALID'],
    ['a name of 60 characters', { name: 'a'.repeat(60) }, 'PROJECT_VALUE_INVALID'],
    ['an empty name', { name: '' }, 'PROJECT_VALUE_INVALID'],
    ['a prefix of 21 characters', { prefix: 'a'.repeat(21) }, 'PROJECT_VALUE_INVALID'],
    ['a title of two lines', { title: 'a\nb' }, 'INIT_ANSWER_INVALID'],
    ['an empty holder', { holder: '' }, 'INIT_ANSWER_INVALID'],
    ['a stage called __proto__', { stages: 'dev,__proto__' }, 'INIT_ANSWER_INVALID'],
    ['a stage that is a path', { stages: '../dev' }, 'INIT_ANSWER_INVALID'],
    ['no stage', { stages: '' }, 'INIT_ANSWER_INVALID'],
    ['the stage of npm start', { stages: 'local' }, 'INIT_ANSWER_INVALID'],
    ['a value for no stage', { nat: ['qa=none'] }, 'INIT_STAGE_UNKNOWN'],
    ['a block of another stage', { cidr: ['dev=10.30.16.0/20'] }, 'INIT_CIDR_OVERLAP'],
    ['one block for two stages', { cidr: ['10.40.0.0/16'] }, 'INIT_CIDR_OVERLAP'],
    ['a block that is too small', { cidr: ['dev=10.40.0.0/25'] }, 'INIT_CIDR_SIZE'],
    ['a block with host bits', { cidr: ['dev=10.40.0.1/16'] }, 'SUBNETS_BLOCK_INVALID'],
    ['a Region that there is not', { region: ['eu-middle-1'] }, 'INIT_REGION_UNKNOWN'],
    ['a Region of a prototype', { region: ['constructor'] }, 'INIT_REGION_UNKNOWN'],
    ['a NAT mode that there is not', { nat: ['two'] }, 'INIT_ANSWER_INVALID'],
    ['a VPC that is none', { existingVpc: ['dev=subnet-1'] }, 'INIT_ANSWER_INVALID'],
    [
      'a VPC and a block',
      { existingVpc: ['dev=vpc-1'], cidr: ['dev=10.40.0.0/16'] },
      'INIT_ANSWER_INVALID',
    ],
    ['a repository without owner', { repository: 'orders' }, 'INIT_ANSWER_INVALID'],
  ])('refuses %s in one line, and changes nothing', async (_, options, code) => {
    const before = repository.files();

    const refusal: unknown = await run({ holder: 'Shop', ...options }).catch((error) => error);

    expect(refusal).toMatchObject({ code, message: expect.stringMatching(/^.+$/) });
    expect(repository.files()).toEqual(before);
  });

  it('refuses a block for a stage that uses the network of another', async () => {
    repository.write('config/stages/qa.yml', 'networkStage: dev\n');
    repository.commit();

    await expect(run({ cidr: ['qa=10.40.0.0/16'] })).rejects.toMatchObject({
      code: 'INIT_NETWORK_SHARED',
    });
    expect(await run({ nat: ['none'] })).toBe(0);
    expect(stageOf('qa').natMode).toBe('none');
  });

  it('asks for what no option says, again where the answer cannot be', async () => {
    const terminal = new Terminal([
      ['Name of the project [private-lambda]', 'Acme'],
      ['Name of the project [private-lambda]', 'acme'],
      ['Who has the rights', ''],
      ['Stages that are deployed [dev,prod]', 'dev'],
      ['The one Region [any]', 'eu-middle-1'],
      ['The one Region [any]', 'eu-central-1'],
      ['VPC of dev: a block, or the id of one that is there [10.20.0.0/16]', 'vpc-0a1b'],
      ['NAT mode of dev [single]', 'none'],
      ['Write', 'yes'],
    ]);

    expect(await init({ test: false }, repository.root, terminal)).toBe(0);

    expect(terminal.left()).toEqual([]);
    expect(stageOf('dev')).toMatchObject({ region: 'eu-central-1', natMode: 'none' });
    expect(() => stageOf('prod')).toThrow('no file');
    expect(said).toContain('npm run adopt -- --stage dev --vpc-id vpc-0a1b');
    expect(said).toContain(
      'none $0.00, single $36.50, per-az $73.00, regional $73.00 a month before traffic, at list prices of us-east-1; those of eu-central-1 are not known here',
    );
  });

  const long = 'customer-portal-backend';

  it('asks what names in AWS begin with where the name of the project is too long for that', async () => {
    const terminal = new Terminal([
      ['What names in AWS begin with [custo-0dcbdd93-ckend]', 'customer-portal-backend'],
      ['What names in AWS begin with [custo-0dcbdd93-ckend]', 'portal'],
      ['Write', 'yes'],
    ]);
    const rest = { holder: 'Shop', stages: 'dev', region: ['eu-west-1'], nat: ['none'] };
    const command = { ...rest, name: long, cidr: ['dev=10.40.0.0/16'], test: false };

    expect(await init(command, repository.root, terminal)).toBe(0);
    expect(terminal.left()).toEqual([]);
    expect(parse(repository.read('config/project.yml'))).toEqual({ name: long, prefix: 'portal' });
    expect(said).not.toContain('Names in AWS');
  });

  it('says what names in AWS begin with where nobody is asked', async () => {
    expect(await run({ name: long })).toBe(0);
    expect(said).toContain(
      'Names in AWS begin with custo-0dcbdd93-ckend (custo-0dcbdd93-ckend-network-dev)',
    );
  });

  it('writes nothing where the last question is not answered with yes', async () => {
    const before = repository.files();
    const terminal = new Terminal([['Write', 'no']]);
    const all = { name: 'shop', holder: 'Shop', stages: 'dev', region: ['eu-west-1'] };
    const command = { ...all, cidr: ['dev=10.40.0.0/16'], nat: ['none'], test: false };

    expect(await init(command, repository.root, terminal)).toBe(1);
    expect(repository.files()).toEqual(before);
  });

  it('asks nobody where there is no terminal', async () => {
    const terminal = new Terminal([], false);

    await expect(init({ test: false }, repository.root, terminal)).rejects.toMatchObject({
      code: 'INIT_UNCONFIRMED',
    });
  });
});
