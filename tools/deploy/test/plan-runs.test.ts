import { planRuns } from '../src/plan-runs.ts';

const on = { stage: 'dev', settings: { ecsCaller: true } } as const;
const off = { stage: 'dev', settings: { ecsCaller: false } } as const;

describe('planRuns', () => {
  it.each(['deploy', 'remove'] as const)('runs compose once to %s the system', (command) => {
    expect(planRuns({ command, ...off })).toEqual([undefined]);
  });

  it('deploys an optional service after the system, and removes it before', () => {
    expect(planRuns({ command: 'deploy', ...on, with: 'ecs-caller' })).toEqual([
      undefined,
      'ecs-caller',
    ]);
    expect(planRuns({ command: 'remove', ...on, with: 'ecs-caller' })).toEqual([
      'ecs-caller',
      undefined,
    ]);
  });

  it('runs one service alone', () => {
    expect(planRuns({ command: 'deploy', ...off, service: 'network' })).toEqual(['network']);
    expect(planRuns({ command: 'deploy', ...on, service: 'ecs-caller' })).toEqual(['ecs-caller']);
  });

  it.each([{ with: 'ecs-caller' }, { service: 'ecs-caller' }])(
    'refuses to deploy %j on a stage that has it off, and removes it all the same',
    (asked) => {
      expect(() => planRuns({ command: 'deploy', ...off, ...asked })).toThrow(
        'Stage "dev" has no ECS caller: set ecsCaller, certificateArn and image in config/stages/dev.yml',
      );
      expect(planRuns({ command: 'remove', ...off, ...asked })).toContain('ecs-caller');
    },
  );

  it('refuses one service alone with an optional one', () => {
    expect(() =>
      planRuns({ command: 'deploy', ...on, service: 'network', with: 'ecs-caller' }),
    ).toThrow('expected one of the two');
  });
});
