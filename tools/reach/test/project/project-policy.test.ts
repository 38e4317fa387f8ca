import type { PackagedTemplate } from '@private-lambda/packaging/package-templates';
import { stackNameOf } from '@private-lambda/system/stack-name';
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

function stacksOf(stage: string, settings: { networkStage: string; ecsCaller: boolean }) {
  return projectPolicy(stage, settings, packaged).stacks.map(({ name }) => name);
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
    expect(
      projectPolicy('dev', settings, packaged).parameters?.get(stackNameOf('network', 'dev')),
    ).toEqual(new Map([['Stage', 'dev']]));
  });
});
