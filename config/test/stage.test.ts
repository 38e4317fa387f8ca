import { rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { defaultStage, listStages, loadStage } from '../stage.js';
import { stageFiles } from './support/stage-files.ts';

/** Of the stages that are deployed; what else is read here is frozen. */
const own = join(__dirname, '..');

describe('loadStage', () => {
  const { directory, load, loadWith, write } = stageFiles();

  it('lists the stages that have a file', () => {
    expect(listStages(directory())).toEqual(['dev', 'local', 'prod']);
  });

  it('means dev where no stage is named, or the first that is deployed', () => {
    expect(defaultStage(directory())).toBe('dev');
    rmSync(join(directory(), 'stages', 'dev.yml'));
    loadWith('natMode: none');
    expect(defaultStage(directory())).toBe('prod');
  });

  it.each(listStages(own))('accepts stage %s', (stage) => {
    expect(() => loadStage(stage, own)).not.toThrow();
  });

  it('lays a stage over the defaults, maps key by key', () => {
    const stage = loadWith('natMode: none\nthrottling: { rateLimit: 7 }')();

    expect(stage.natMode).toBe('none');
    expect(stage.throttling).toEqual({ rateLimit: 7, burstLimit: 100 });
    expect(stage.apiPort).toBe(80);
    expect(stage.networkStage).toBe('test');
  });

  it('replaces a zone as a whole, by name or by another number', () => {
    const select = { 'Fn::Select': [3, { 'Fn::GetAZs': '' }] };
    const stage = loadWith(`azNames: { A: us-east-1c, B: ${JSON.stringify(select)} }`)();

    expect(stage.azNames).toEqual({
      A: 'us-east-1c',
      B: select,
      C: { 'Fn::Select': [2, { 'Fn::GetAZs': '' }] },
    });
  });

  it('refuses a stage without a file, with the list of those there are', () => {
    expect(() => load('prdo')).toThrow(
      expect.objectContaining({
        code: 'STAGE_UNKNOWN',
        message: 'Stage "prdo" has no file config/stages/prdo.yml; there are: dev, local, prod',
      }),
    );
  });

  it.each([
    [
      'an unknown key',
      'natmode: none',
      /test\.yml .*: natmode: unknown key; did you mean natMode\?$/,
    ],
    [
      'an unknown key inside a map',
      'throttling: { rate: 7 }',
      /throttling\.rate: unknown key; there are: rateLimit, burstLimit$/,
    ],
    [
      'a Region that is none',
      'region: europe',
      /region: found "europe", expected the name of a Region/,
    ],
    [
      'a subnet that no load balancer takes',
      'privateSubnetCidrs: { A: 10.40.16.0/28 }',
      /privateSubnetCidrs\.A: found "10\.40\.16\.0\/28", expected .*to \/27: a load balancer/,
    ],
    [
      'a wrong word',
      'natMode: two',
      /natMode: found "two", expected \("none" \| "single" \| "per-az" \| "regional"\)/,
    ],
    ['a number outside its range', 'apiPort: 70000', /apiPort: found 70000, expected an integer/],
    ['a string for a number', "apiPort: '80'", /apiPort: found "80", expected number/],
    [
      'a block that is too small for a VPC or subnet',
      'vpcCidr: 10.0.0.0/29',
      /vpcCidr: found "10\.0\.0\.0\/29"/,
    ],
    [
      'days that CloudWatch Logs does not take',
      'logRetentionInDays: 8',
      /logRetentionInDays: found 8/,
    ],
    [
      'a certificate that is none',
      'ecsCertificateArn: my-certificate',
      /ecsCertificateArn: found "my-certificate", expected .*arn/,
    ],
    [
      'a key by the name that it had',
      'certificateArn: arn:aws:acm:us-east-1:123456789012:certificate/0-1',
      /certificateArn is called ecsCertificateArn now; expected that name/,
    ],
    [
      'a hosted zone that is none',
      'apiHostedZone: zone',
      /apiHostedZone: found "zone", expected made, the id of a hosted zone \(Z…\), or nothing$/,
    ],
    [
      'a port that is no whole number',
      'apiPort: 80.5',
      /apiPort: found 80\.5, expected an integer/,
    ],
    ['an image without a tag', 'image: ecs-caller', /image: found "ecs-caller"/],
    [
      'a task that Fargate does not have',
      'container: { cpu: 256, memory: 4096 }',
      /container: .*memory/,
    ],
    ['a zone that is none', 'azNames: { A: us-east-1 }', /azNames\.A: found "us-east-1"/],
    [
      'a drain that ECS would cut',
      'timeBudget: { containerDrain: 101 }',
      /timeBudget\.containerDrain: found 101, expected seconds from 0\.5 to 100: ECS kills/,
    ],
  ])('refuses %s in one line that names it', (_, lines, message) => {
    const load = loadWith(lines);

    expect(load).toThrow(expect.objectContaining({ code: 'STAGE_VALUE_INVALID' }));
    expect(load).toThrow(message);
    expect(load).not.toThrow(/\n/);
  });

  it('refuses ECR endpoints in a Region of China in one line', () => {
    const load = loadWith('region: cn-north-1\ncontainerEndpoints: true');

    expect(load).toThrow(expect.objectContaining({ code: 'STAGE_REGION_REFUSED' }));
    expect(load).toThrow(
      /^config\/stages\/test\.yml .*: containerEndpoints is true .*cn-north-1[^\n]*$/,
    );
  });

  it.each([
    [
      'ecsCertificateArn',
      'arn:aws:acm:us-east-1:123456789012:certificate/0-1',
      'arn:aws:acm:eu-west-1:',
    ],
    ['alarmTopicArn', 'arn:aws-cn:sns:eu-west-1:123456789012:on-call', 'arn:aws:sns:eu-west-1:'],
  ])('refuses a %s of another Region or partition than the pinned one', (key, arn, expected) => {
    const load = loadWith(`region: eu-west-1\n${key}: ${arn}`);

    expect(load).toThrow(
      expect.objectContaining({
        code: 'STAGE_REGION_REFUSED',
        message: `config/stages/test.yml (over config/defaults.yml): ${key} is ${arn} and the Region is eu-west-1; expected one that begins with ${expected}`,
      }),
    );
    expect(loadWith(`${key}: ${arn}`)).not.toThrow();
  });

  it('refuses a zone of another Region than the pinned one, where the slot is in use', () => {
    const zones = 'azNames: { A: eu-west-1a, B: eu-west-1b, C: eu-central-1c }';
    expect(loadWith(`${zones}\nregion: eu-west-1`)).not.toThrow();
    expect(loadWith(`${zones}\nregion: eu-west-1\nazs: ABC`)).toThrow(
      /azNames\.C is eu-central-1c and the Region is eu-west-1; expected a zone such as eu-west-1a$/,
    );
  });

  it('refuses one zone for two letters that are in use', () => {
    const twice = 'azNames: { A: eu-west-1a, B: eu-west-1b, C: eu-west-1a }';
    expect(loadWith(twice)).not.toThrow();
    expect(loadWith(`${twice}\nazs: ABC`)).toThrow(
      expect.objectContaining({
        code: 'STAGE_ZONES_INVALID',
        message: expect.stringMatching(/azNames: A and C are both eu-west-1a; expected a zone of/),
      }),
    );
    const select = JSON.stringify({ 'Fn::Select': [1, { 'Fn::GetAZs': '' }] });
    expect(loadWith(`azNames: { A: ${select} }`)).toThrow(/A and B are both \{"Fn::Select"/);
  });

  it('takes a Region and zones of the European Sovereign Cloud', () => {
    const lines = [
      'region: eusc-de-east-1',
      'azNames: { A: eusc-de-east-1a, B: eusc-de-east-1b }',
      'alarmTopicArn: arn:aws-eusc:sns:eusc-de-east-1:123456789012:on-call',
    ];
    expect(loadWith(lines.join('\n'))).not.toThrow();
  });

  it('refuses seconds that do not fit into each other, by their keys', () => {
    const load = loadWith('timeBudget: { callAttempt: 6 }');

    expect(load).toThrow(
      expect.objectContaining({
        code: 'STAGE_TIME_BUDGET_INVALID',
        message:
          'config/stages/test.yml (over config/defaults.yml): timeBudget: callDeadline is 12; expected at least two attempts (callAttempt 6) and 0.25 between them',
      }),
    );
  });

  it.each(['Dev', 'dev_1', '1dev', 'dev-', 'd'.repeat(41)])(
    'refuses the stage name %s in one line',
    (stage) => {
      write(stage, 'networkStage: dev');

      expect(() => load(stage)).toThrow(expect.objectContaining({ code: 'STAGE_NAME_INVALID' }));
      expect(() => load(stage)).toThrow(/^[^\n]*at most 40 characters$/);
    },
  );

  it('refuses blocks that AWS would refuse in one line', () => {
    const load = loadWith(
      'publicSubnetCidrs: { A: 10.40.0.0/24, B: 10.40.16.0/24, C: 10.40.2.0/24, D: 10.40.3.0/24 }',
    );

    expect(load).toThrow(
      expect.objectContaining({
        code: 'STAGE_ADDRESSES_INVALID',
        message:
          'config/stages/test.yml: publicSubnetCidrs.B 10.40.16.0/24 overlaps privateSubnetCidrs.A 10.40.16.0/20',
      }),
    );
    expect(load).not.toThrow(/\n/);
  });

  it('refuses a stage that leaves out what has no default', () => {
    write('empty', '');

    expect(() => load('empty')).toThrow(/vpcCidr: found undefined/);
  });

  it('refuses a device in one line, and reads none of it', () => {
    symlinkSync('/dev/zero', join(directory(), 'stages', 'test.yml'));
    expect(() => load('test')).toThrow(/test\.yml is not readable YAML: it is not a file$/);
  });

  it.each([
    ['unreadable YAML', 'natMode: [', /test\.yml is not readable YAML: /],
    [
      'a tag that means nothing',
      'natMode: !none none',
      /test\.yml is not readable YAML: Unresolved tag: !none at line 1, column 10/,
    ],
    [
      'a megabyte',
      `# ${'x'.repeat(1_000_000)}`,
      /test\.yml is not readable YAML: it has 1000002 bytes, expected at most 1000000$/,
    ],
    ['a list', '- dev', /test\.yml must hold a YAML map/],
  ])('refuses %s in one line', (_, content, message) => {
    write('test', content);
    const loading = () => load('test');

    expect(loading).toThrow(expect.objectContaining({ code: 'STAGE_FILE_UNREADABLE' }));
    expect(loading).toThrow(message);
    expect(loading).not.toThrow(/\n/);
  });
});
