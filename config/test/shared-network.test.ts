import { ECS_CALLER, stageFiles } from './support/stage-files.ts';

describe('A stage on the network of another', () => {
  const { loadWith, shareNetwork, write } = stageFiles();

  it('takes what the network is from the stage whose network it uses, and nothing else', () => {
    loadWith('natMode: none\napiPort: 8443\nlogRetentionInDays: 7');
    expect(shareNetwork('throttling: { rateLimit: 7 }')()).toMatchObject({
      networkStage: 'test',
      vpcCidr: '10.40.0.0/16',
      privateSubnetCidrs: { A: '10.40.16.0/20' },
      natMode: 'none',
      apiPort: 8443,
      logRetentionInDays: 14,
      throttling: { rateLimit: 7, burstLimit: 100 },
    });
  });

  it('takes the port of the container and the Region from the network, and the size of a task from itself', () => {
    loadWith('container: { port: 9000, cpu: 512, memory: 1024 }\nregion: eu-central-1');
    expect(shareNetwork('container: { tasks: 3 }')()).toMatchObject({
      region: 'eu-central-1',
      container: { port: 9000, cpu: 256, memory: 512, tasks: 3 },
    });
  });

  it('names the stage of the network where a value of it does not fit', () => {
    const named = [
      'apiDomainName: pricing.internal.test',
      'apiCertificateArn: arn:aws:acm:us-east-1:123456789012:certificate/0-1',
    ].join('\n');
    loadWith(`apiProtocol: both\n${named}`);
    expect(shareNetwork(named)().apiProtocol).toBe('both');
    expect(shareNetwork()).toThrow(
      /^config\/stages\/short\.yml \(over config\/defaults\.yml and the network of config\/stages\/test\.yml\): apiProtocol is both and apiDomainName is missing/,
    );
  });

  it('has an ECS caller where the stage of the network has one', () => {
    loadWith(ECS_CALLER.join('\n'));
    expect(shareNetwork(ECS_CALLER.join('\n'))().ecsCaller).toBe(true);
  });

  it.each([
    [
      'container: { port: 9000 }',
      'test',
      'stage "test" says container.port for this stage, too; expected no container.port here',
    ],
    [
      ECS_CALLER.join('\n'),
      'test',
      'stage "test" has ecsCaller: false, so its network has no groups for the ECS caller of this stage; expected ecsCaller: true in both, or in none',
    ],
    [
      'apiPort: 81',
      'test',
      'stage "test" says apiPort for this stage, too; expected no apiPort here',
    ],
    ['', 'shorter', 'stage "shorter" uses the network of "test" itself; expected that'],
  ])('refuses %s on the network of stage %s', (lines, networkStage, problem) => {
    loadWith('natMode: none');
    write('shorter', 'networkStage: test');
    expect(shareNetwork(lines, networkStage)).toThrow(
      expect.objectContaining({
        code: 'STAGE_NETWORK_SHARED',
        message: `config/stages/short.yml: networkStage: ${problem}`,
      }),
    );
  });

  it.each([
    ['an unknown key', 'natmode: none', 'STAGE_VALUE_INVALID'],
    ['a wrong value of its own', 'logRetentionInDays: 8', 'STAGE_VALUE_INVALID'],
    ['blocks that overlap', 'vpcCidr: 10.99.0.0/16', 'STAGE_ADDRESSES_INVALID'],
  ])("refuses a network whose stage's own file has %s, and names that file", (_, lines, code) => {
    loadWith(lines);
    expect(shareNetwork()).toThrow(
      expect.objectContaining({
        code,
        message: expect.stringMatching(/^config\/stages\/test\.yml[ :]/),
      }),
    );
  });

  it('refuses the network of a stage without a file', () => {
    expect(shareNetwork('', 'tset')).toThrow('Stage "tset" has no file config/stages/tset.yml');
  });
});
