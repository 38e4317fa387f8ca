import { join } from 'node:path';
import { readStage } from '@private-lambda/packaging/read-stage';
import { repositoryRoot } from '@private-lambda/packaging/repository-root';
import { checkClaims } from 'cfn-reach/src/policy/check-policy.ts';
import { projectPolicy } from 'cfn-reach/src/project/project-policy.ts';
import { loadSystem, type System } from 'cfn-reach/src/template/system.ts';
import { changed } from '../../tools/reach/test/change-system.ts';
import { listPackaged, testedStages } from '../support/packaged-template.ts';
import { MUTATIONS } from './mutations.ts';

const policyFile = join(repositoryRoot, 'reach.yml');

function loadStage(stage: string, settings = readStage(stage)): Promise<System> {
  return loadSystem(projectPolicy(stage, settings, listPackaged()));
}

function outcomes(system: System): Record<string, string> {
  const { claims } = checkClaims(policyFile, system);
  return Object.fromEntries(claims.map(({ id, outcome }) => [id, outcome]));
}

describe.each(testedStages)('reach.yml on %s', (stage) => {
  it('holds, claim by claim', async () => {
    const found = Object.entries(outcomes(await loadStage(stage)));
    const expected = stage === 'prod' ? ['satisfied'] : ['satisfied', 'absent'];
    expect(found.filter(([, outcome]) => !expected.includes(outcome))).toEqual([]);
  });

  it('holds without the values that a deploy sends, by the defaults of the templates', async () => {
    const system = { ...(await loadStage(stage)), parameters: new Map() };
    expect(checkClaims(policyFile, system).satisfied).toBe(true);
  });

  const made = MUTATIONS.filter(({ stages }) => stages?.includes(stage) ?? true);

  it.each(made)('names it when $mistake', async ({ changes, caughtBy }) => {
    const mutated = changes.reduce(
      (system, change) => changed(system, forStage(change, stage)),
      await loadStage(stage),
    );
    expect(outcomes(mutated)).toMatchObject({ [caughtBy]: 'violated' });
  });
});

it('has a mutation for every claim', async () => {
  const claims = Object.keys(outcomes(await loadStage('prod')));
  const caught = new Set(MUTATIONS.map(({ caughtBy }) => caughtBy));
  expect(claims.filter((id) => !caught.has(id))).toEqual([]);
});

function forStage<T>(change: T, stage: string): T {
  return JSON.parse(JSON.stringify(change).replaceAll('$stage', stage));
}
