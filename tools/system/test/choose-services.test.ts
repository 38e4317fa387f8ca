import { chooseServices, requireEcsCaller } from '../src/choose-services.ts';

const own = { networkStage: 'dev', ecsCaller: false };
/** Of the frozen system, like everything here (test/fixture). */
const system = ['network', 'protected-api', 'public-caller'];

describe('chooseServices', () => {
  it('takes the services of serverless-compose.yml, each after those it depends on', () => {
    expect(chooseServices({ stage: 'dev' }, own)).toEqual(system);
  });

  it('adds an optional service at the end', () => {
    const services = chooseServices({ stage: 'dev', with: 'ecs-caller' }, own);

    expect(services).toEqual([...system, 'ecs-caller']);
  });

  it('takes the whole stage: the ECS caller where it has one', () => {
    const withIt = { ...own, ecsCaller: true };

    expect(chooseServices({ stage: 'dev', whole: true }, own)).toEqual(system);
    expect(chooseServices({ stage: 'dev', whole: true }, withIt)).toEqual([
      ...system,
      'ecs-caller',
    ]);
    expect(chooseServices({ stage: 'dev' }, withIt)).toEqual(system);
  });

  it('takes one service alone', () => {
    expect(chooseServices({ stage: 'dev', service: 'network' }, own)).toEqual(['network']);
    expect(chooseServices({ stage: 'dev', service: 'ecs-caller' }, own)).toEqual(['ecs-caller']);
  });

  it('leaves the network of another stage alone', () => {
    const shared = { ...own };

    expect(chooseServices({ stage: 'feature' }, shared)).toEqual(system.slice(1));
    expect(() => chooseServices({ stage: 'feature', service: 'network' }, shared)).toThrow(
      'Stage "feature" uses the network of stage "dev"; expected --stage dev --service network',
    );
  });

  it('refuses a service that is not there, and one service alone with an optional one', () => {
    expect(() => chooseServices({ stage: 'dev', service: 'netwrok' }, own)).toThrow(
      'Service "netwrok" has no services/netwrok/serverless.yml',
    );
    expect(() =>
      chooseServices({ stage: 'dev', service: 'network', with: 'ecs-caller' }, own),
    ).toThrow('expected one of the two');
    expect(() => chooseServices({ stage: 'dev', service: 'network', whole: true }, own)).toThrow(
      '--service network is one service alone, --whole all of them',
    );
  });
});

describe('requireEcsCaller', () => {
  it('refuses the ECS caller on a stage that has it off', () => {
    expect(() => requireEcsCaller('dev', ['ecs-caller'], { ecsCaller: false })).toThrow(
      'Stage "dev" has no ECS caller: set ecsCaller, ecsCertificateArn and image in config/stages/dev.yml',
    );
    expect(() => requireEcsCaller('dev', ['ecs-caller'], { ecsCaller: true })).not.toThrow();
    expect(() => requireEcsCaller('dev', system, { ecsCaller: false })).not.toThrow();
  });
});
