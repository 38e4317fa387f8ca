import { join } from 'node:path';
import { readStage } from '@private-lambda/packaging/read-stage';
import { stackNameOf } from '@private-lambda/system/stack-name';
import fc from 'fast-check';
import { frozenRoot } from '../../../../test/fixture/frozen-system.ts';
import {
  isFrozen,
  listPackaged,
  testedStages,
} from '../../../../test/support/packaged-template.ts';
import { loadSystem } from '../../src/loading/load-system.ts';
import { checkClaims } from '../../src/policy/check-policy.ts';
import { projectPolicy } from '../../src/project/project-policy.ts';
import type { System } from '../../src/template/system.ts';
import { changed } from '../change-system.ts';
import { placed, placings } from '../placings.ts';
import { MUTATIONS } from './mutations.ts';

/** A stage as a policy is checked on it, with the ECS caller or without. */
function projectOf(stage: string, ecsCaller: boolean) {
  const settings = { ...readStage(stage), ecsCaller };
  const policy = projectPolicy(stage, settings, listPackaged());
  const network = stackNameOf('network', settings.networkStage);
  const sent = new Map([
    ...(policy.parameters?.get(network) ?? []),
    ['WithEcsCaller', String(ecsCaller)] as const,
  ]);
  return {
    ...policy,
    ...(isFrozen && { policyFile: join(frozenRoot, 'reach.yml') }),
    parameters: new Map([...(policy.parameters ?? []), [network, sent]]),
  };
}

function check(stage: string, ecsCaller: boolean, system: System) {
  const { policyFile, variables } = projectOf(stage, ecsCaller);
  return checkClaims(policyFile, system, { variables });
}

function outcomes(stage: string, ecsCaller: boolean, system: System): Record<string, string> {
  const { claims } = check(stage, ecsCaller, system);
  return Object.fromEntries(claims.map(({ id, outcome }) => [id, outcome]));
}

/**
 * Whatever stages there are: each as it is. A claim of something that a stage has switched off is not made there. What a
 * VPC that was there holds, no template says: there a claim may be undecided here, and the deploy decides it.
 */
it.each(testedStages)('each claim of reach.yml that is made on %s holds', async (stage) => {
  const { ecsCaller, existingVpc } = readStage(stage);
  const { claims } = check(stage, ecsCaller, await loadSystem(projectOf(stage, ecsCaller)));
  const fine = ['satisfied', 'absent', ...(existingVpc ? ['undecided'] : [])];
  const broken = claims.filter(({ outcome }) => !fine.includes(outcome));
  expect(broken.map(({ id, findings }) => [id, findings[0]?.message])).toEqual([]);
});

/** On the frozen system: that each claim can fail. */
if (isFrozen) {
  describe.each(testedStages)('reach.yml on %s', (stage) => {
    const load = (ecsCaller: boolean) => loadSystem(projectOf(stage, ecsCaller));

    it('holds, claim by claim, with the ECS caller', async () => {
      const found = Object.entries(outcomes(stage, true, await load(true)));
      const expected = stage === 'prod' ? ['satisfied'] : ['satisfied', 'absent'];
      expect(found.filter(([, outcome]) => !expected.includes(outcome))).toEqual([]);
    });

    it('holds without the ECS caller, and claims nothing of it', async () => {
      const found = Object.entries(outcomes(stage, false, await load(false)));
      const unmade = found.filter(([, outcome]) => outcome === 'absent').map(([id]) => id);
      expect(found.filter(([, outcome]) => !['satisfied', 'absent'].includes(outcome))).toEqual([]);
      expect(unmade).toEqual(expect.arrayContaining(['the-internet-reaches-the-ecs-caller']));
    });

    it('holds without the values that a deploy sends, by the defaults of the templates', async () => {
      const system = { ...(await load(false)), parameters: new Map() };
      expect(check(stage, false, system).satisfied).toBe(true);
    });

    // Any type that is not modelled, by any of its properties that place it in the network.
    it('does not hold with something that is not modelled and wears the key', async () => {
      const system = await load(true);
      const network = stackNameOf('network', readStage(stage).networkStage);
      fc.assert(
        fc.property(fc.constantFrom(...placings()), ({ type, path }) => {
          const properties = placed(path, {
            group: 'ApiClientSecurityGroup',
            subnet: 'PrivateSubnetA',
            vpc: 'Vpc',
          });
          const more = changed(system, {
            add: `${network}/Added`,
            resource: { type, properties },
          });
          expect(outcomes(stage, true, more)).toMatchObject({
            'only-api-clients-reach-the-protected-function': 'undecided',
            'the-protected-function-has-one-door': 'undecided',
          });
        }),
        { seed: 20261128, numRuns: 15 },
      );
    });

    const made = MUTATIONS.filter(({ stages }) => stages?.includes(stage) ?? true);

    it.each(made)('names it when $mistake', async ({ changes, caughtBy }) => {
      const mutated = changes.reduce(
        (system, change) => changed(system, forStage(change, stage)),
        await load(true),
      );
      expect(outcomes(stage, true, mutated)).toMatchObject({ [caughtBy]: 'violated' });
    });
  });

  it('has a mutation for every claim', async () => {
    const claims = Object.keys(outcomes('prod', true, await loadSystem(projectOf('prod', true))));
    const caught = new Set(MUTATIONS.map(({ caughtBy }) => caughtBy));
    expect(claims.filter((id) => !caught.has(id))).toEqual([]);
  });
}

function forStage<T>(change: T, stage: string): T {
  return JSON.parse(JSON.stringify(change).replaceAll('$stage', stage));
}
