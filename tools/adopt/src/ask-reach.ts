import type { Snapshot } from '@private-lambda/inventory/snapshot';
import { Analysis } from 'cfn-reach/src/analysis/analysis.ts';
import type { Answer } from 'cfn-reach/src/analysis/answer.ts';
import { toTemplate } from 'cfn-reach/src/inventory/snapshot-template.ts';
import { readTemplate } from 'cfn-reach/src/template/template.ts';
import type { AdoptedSettings, Adoption } from './adoption.ts';
import { CLIENT, SERVER, sketch } from './sketch.ts';

/** Name of the stack that stands for what the stage would make. */
const STACK = 'plan';

export interface WaysAnswer {
  /** What of the VPC breaks a way that the stage needs, with the way out: one line each. */
  readonly problems: readonly string[];
  readonly notes: readonly string[];
}

/**
 * Asks reach whether the VPC's routes and network ACLs leave the ways that a stage needs: between its private subnets on
 * the API port, and from each of them to the internet. Groups are the claims' affair, which the deploy checks.
 * @param snapshot without what the stage has made there
 */
export function askReach(
  snapshot: Snapshot,
  adoption: Adoption,
  settings: Pick<AdoptedSettings, 'natMode' | 'apiPort'>,
): WaysAnswer {
  const own = readTemplate(STACK, 'the plan', sketch(adoption, settings));
  const { template, ids } = toTemplate('the VPC', snapshot, new Set());
  const analysis = new Analysis({
    templates: [own, template],
    parameters: new Map(),
    region: snapshot.Region,
    physicalIds: ids,
    names: new Map(),
  });
  const letters = [...adoption.azNames.keys()];
  const ask = (from: string, to: string, port: number) =>
    analysis.explain({ from: `${STACK}/${from}`, to, protocol: 'tcp', port });
  const hop = letters.flatMap((from) =>
    letters.map((to) => ask(`${CLIENT}${from}`, `${STACK}/${SERVER}${to}`, settings.apiPort)),
  );
  const out =
    settings.natMode === 'none'
      ? []
      : letters.map((from) => ask(`${CLIENT}${from}`, 'internet', 443));
  const { apiPort } = settings;
  return {
    problems: [
      ...blockedLine(
        hop,
        `the load balancer on port ${apiPort}`,
        'ask its owner to let it pass between the private subnets, or name subnets with another ACL: --private-subnets <id>,<id>',
      ),
      ...blockedLine(
        out,
        'the internet on port 443',
        'ask its owner to let it pass, or set natMode: none in the stage file',
      ),
    ],
    notes: unknownLine([...hop, ...out]),
  };
}

/** One line for all that is blocked: they have one cause as a rule, and the next run shows another one. */
function blockedLine(answers: readonly Answer[], to: string, wayOut: string): readonly string[] {
  const [first, ...more] = answers.filter(({ verdict }) => verdict === 'blocked');
  if (!first) return [];
  const { at = '', because = '' } = first.hops.at(-1) ?? {};
  const where = more.length > 0 ? ` (and ${more.length} ways more)` : '';
  const subnet = `private subnet ${first.from.at(-1)}`;
  return [`from ${subnet} to ${to}: ${at.replace(/^vpc\//, '')}: ${because}${where}; ${wayOut}`];
}

function unknownLine(answers: readonly Answer[]): readonly string[] {
  const hop = answers
    .filter(({ verdict }) => verdict === 'unknown')
    .flatMap(({ hops }) => hops.filter(({ unknown }) => unknown))[0];
  if (!hop) return [];
  return [`whether routes and ACLs leave the hop its way is not known: ${hop.because}`];
}
