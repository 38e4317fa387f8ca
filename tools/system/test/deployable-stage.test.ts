import { readDeployableStage } from '../src/deployable-stage.ts';

describe('readDeployableStage', () => {
  it('reads a stage that has a file', () => {
    expect(readDeployableStage('prod')).toMatchObject({
      natMode: 'per-az',
      deletionProtection: true,
    });
  });

  it('refuses a stage without a file and lists those there are', () => {
    expect(() => readDeployableStage('prdo')).toThrow(
      'Stage "prdo" has no file config/stages/prdo.yml; there are: dev, local, prod',
    );
  });

  it('refuses the stage of the local run', () => {
    expect(() => readDeployableStage('local')).toThrow('runs on this machine only: npm start');
  });
});
