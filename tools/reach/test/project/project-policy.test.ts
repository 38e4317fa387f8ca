import type { PackagedTemplate } from '@private-lambda/packaging/package-templates';
import { readStage } from '@private-lambda/packaging/read-stage';
import { stackNameOf } from '@private-lambda/system/stack-name';
import type { Stage } from '../../../../config/stage.js';
import { projectPolicy } from '../../src/project/project-policy.ts';

const packaged: readonly PackagedTemplate[] = ['dev', 'pr-7'].flatMap((stage) =>
  ['ecs-caller', 'network', 'protected-api', 'public-caller'].map((service) => ({
    service,
    stage,
    stackName: stackNameOf(service, stage),
    templateFile: `/${stage}/${service}.json`,
    parameters: { Stage: stage },
  })),
);

function policyOf(stage: string, settings: Partial<Stage>) {
  return projectPolicy(stage, { ...readStage('dev'), ...settings }, packaged);
}

function stacksOf(stage: string, settings: Partial<Stage>) {
  return policyOf(stage, settings).stacks.map(({ name }) => name);
}

describe('projectPolicy', () => {
  it('takes the stacks of the stage', () => {
    expect(stacksOf('dev', { networkStage: 'dev', ecsCaller: false })).toEqual([
      stackNameOf('network', 'dev'),
      stackNameOf('protected-api', 'dev'),
      stackNameOf('public-caller', 'dev'),
    ]);
  });

  it('takes the network of the stage that the network is shared with', () => {
    expect(stacksOf('pr-7', { networkStage: 'dev', ecsCaller: false })).toEqual([
      stackNameOf('network', 'dev'),
      stackNameOf('protected-api', 'pr-7'),
      stackNameOf('public-caller', 'pr-7'),
    ]);
  });

  it('takes the ECS caller where the stage has one', () => {
    expect(stacksOf('dev', { networkStage: 'dev', ecsCaller: true })).toContain(
      stackNameOf('ecs-caller', 'dev'),
    );
  });

  it('gives each stack the values that a deploy would send', () => {
    const settings = { networkStage: 'dev', ecsCaller: false };
    expect(policyOf('dev', settings).parameters?.get(stackNameOf('network', 'dev'))).toEqual(
      new Map([['Stage', 'dev']]),
    );
  });

  it('gives the values of the stage as variables', () => {
    expect(Object.fromEntries(policyOf('dev', { apiPort: 8080 }).variables ?? [])).toMatchObject({
      apiPort: '8080',
      'container.port': '8080',
      networkStage: 'dev',
      stage: 'dev',
    });
  });

  it('asks in the Region of the stage', () => {
    expect(policyOf('dev', {}).region).toBeUndefined();
    expect(policyOf('dev', { region: 'eu-central-1' }).region).toBe('eu-central-1');
  });
});
