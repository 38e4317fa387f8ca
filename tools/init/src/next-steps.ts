import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Answers } from './answers.ts';
import type { Draft } from './draft.ts';
import { checkProject, readProject, readStage } from './drafted-config.ts';
import { regionNote } from './regions.ts';

/** Where the sample's domain begins. */
const SAMPLE = 'shared/src/pricing';
/** Files of the repository that name stages, and that no command writes. */
const WORKFLOW = '.github/workflows/deploy.yml';

/** What the user does now, one line each. */
export function describeNextSteps(
  draft: Draft,
  { stages, existingVpcs, regions }: Answers,
): string[] {
  const toAdopt = [...existingVpcs].filter(
    ([stage, id]) => readStage(draft, stage).existingVpc?.id !== id,
  );
  const [first] = stages.filter((stage) => !toAdopt.some(([other]) => other === stage));
  const jobs = [...(draft.read(WORKFLOW) ?? '').matchAll(/^ {4}environment: (\S+)$/gm)];
  const named = jobs.map(([, stage = '']) => stage);
  const differs = jobs.length > 0 && [...named].sort().join() !== [...stages].sort().join();
  const { name, prefix } = readProject(draft);
  const isCut = prefix !== name && prefix === checkProject(draft, { name }).prefix;
  const [anyStage = ''] = stages;
  return [
    ...(isCut
      ? [
          `Names in AWS begin with ${prefix} (${prefix}-network-${anyStage}); npm run init -- --prefix <prefix> gives another, until the first deploy`,
        ]
      : []),
    ...(existsSync(join(draft.root, SAMPLE))
      ? [
          `The sample is in it (folders called ${basename(SAMPLE)}): docs/extending.md puts your own domain in its place`,
        ]
      : []),
    ...new Set([...regions.values()].flatMap((region) => regionNote(region) ?? [])),
    ...toAdopt.map(
      ([stage, id]) =>
        `Next, before ${stage} is deployed (it would make a VPC of its own): npm run adopt -- --stage ${stage} --vpc-id ${id}`,
    ),
    ...(differs
      ? [`${WORKFLOW} deploys ${named.join(', ')}: give it a job for each of ${stages.join(', ')}.`]
      : []),
    'The price tables of README.md and docs/costs.md are of the stages as they were: npm run costs -- --write-docs',
    ...(first === undefined ? [] : [`Next: npm start, or npm run deploy -- --stage ${first}`]),
  ];
}
