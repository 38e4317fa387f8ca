import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readStage } from '@private-lambda/packaging/read-stage';
import { stackNameOf } from '@private-lambda/system/stack-name';
import { loadSystem } from 'cfn-reach/src/loading/load-system.ts';
import { projectPolicy } from 'cfn-reach/src/project/project-policy.ts';
import { parse } from 'yaml';
import { frozenRoot, listFrozen } from '../../../test/fixture/frozen-system.ts';
import type { Subject } from '../src/subject/subject.ts';

const topologies = join(__dirname, '..', '..', 'reach', 'test', 'topologies');

export const listTopologies = (): string[] => readdirSync(topologies);

/** One of the systems that `reach` is tested on. */
export async function topologySubject(name: string): Promise<Subject> {
  const folder = join(topologies, name);
  const { stacks, nested = {} }: { stacks: string[]; nested?: Record<string, string> } = parse(
    readFileSync(join(folder, 'questions.yml'), 'utf8'),
  );
  const system = await loadSystem({
    stacks: stacks.map((stack) => ({ name: stack, file: join(folder, `${stack}.yml`) })),
    nested: Object.entries(nested).map(([id, file]) => ({
      name: id,
      file: join(folder, `${file}.yml`),
    })),
  });
  return { name, system };
}

/** A stage of the frozen system with its claims, with the ECS caller or without. */
export async function frozenSubject(stage: string, ecsCaller = false): Promise<Subject> {
  const settings = { ...readStage(stage), ecsCaller };
  const policy = projectPolicy(stage, settings, listFrozen());
  const network = stackNameOf('network', settings.networkStage);
  const sent = new Map([
    ...(policy.parameters?.get(network) ?? []),
    ['WithEcsCaller', String(ecsCaller)] as const,
  ]);
  const parameters = new Map([...(policy.parameters ?? []), [network, sent]]);
  return {
    name: stage,
    system: await loadSystem({ ...policy, parameters }),
    policy: { ...policy, policyFile: join(frozenRoot, 'reach.yml') },
  };
}
