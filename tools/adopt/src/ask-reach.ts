import type { Snapshot } from '@private-lambda/inventory/snapshot';
import { Analysis } from 'cfn-reach/src/analysis/analysis.ts';
import type { Answer } from 'cfn-reach/src/analysis/answer.ts';
import { toTemplate } from 'cfn-reach/src/inventory/snapshot-template.ts';
import { readTemplate } from 'cfn-reach/src/template/template.ts';
import { apiPorts } from '../../../config/api-address.js';
import type { AdoptedSettings, Adoption } from './adoption.ts';
import { ECR, findEndpoint } from './endpoints.ts';
import { listOf } from './list-of.ts';
import { CLIENT, FRONT, SERVER, sketch } from './sketch.ts';

/** Name of the stack that stands for what the stage would make. */
const STACK = 'plan';
const WITHOUT_CALLER = 'ask its owner to let it pass, or set ecsCaller: false in the stage file';

export interface WaysAnswer {
  /** What of the VPC breaks a way that the stage needs, with the way out: one line each. */
  readonly problems: readonly string[];
  readonly notes: readonly string[];
}

/**
 * Asks reach whether the VPC's routes and network ACLs leave the ways that a stage needs: between its private subnets on
 * the API port, from each of them to the internet, and with the ECS caller from the internet to its load balancer and on
 * to its containers. Groups are the claims' affair, which the deploy checks.
 * @param snapshot without what the stage has made there
 */
export function askReach(
  snapshot: Snapshot,
  adoption: Adoption,
  settings: AdoptedSettings,
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
    analysis.explain({ from, to, protocol: 'tcp', port });
  const hops = apiPorts(settings).map((port) => ({
    port,
    answers: letters.flatMap((from) =>
      letters.map((to) => ask(`${STACK}/${CLIENT}${from}`, `${STACK}/${SERVER}${to}`, port)),
    ),
  }));
  const wayOut = needsWayOut(snapshot, adoption, settings);
  const out = wayOut
    ? letters.map((from) => ask(`${STACK}/${CLIENT}${from}`, 'internet', 443))
    : [];
  const { ecsCaller, container } = settings;
  const fronts = ecsCaller ? letters : [];
  const front = fronts.map((letter) => ask('internet', `${STACK}/${FRONT}${letter}`, 443));
  const behind = fronts.flatMap((from) =>
    letters.map((to) => ask(`${STACK}/${FRONT}${from}`, `${STACK}/${SERVER}${to}`, container.port)),
  );
  return {
    problems: [
      ...hops.flatMap(({ port, answers }) =>
        blockedLine(
          snapshot,
          answers,
          `the load balancer on port ${port}`,
          'ask its owner to let it pass between the private subnets, or name subnets with another ACL: --private-subnets <id>,<id>',
        ),
      ),
      ...blockedLine(
        snapshot,
        out,
        'the internet on port 443',
        `ask its owner to let it pass, or set ${wayOut} in the stage file`,
      ),
      ...blockedLine(snapshot, front, 'the ECS caller on port 443', WITHOUT_CALLER),
      ...blockedLine(snapshot, behind, `its containers on port ${container.port}`, WITHOUT_CALLER),
    ],
    notes: unknownLine([...hops.flatMap(({ answers }) => answers), ...out, ...front, ...behind]),
  };
}

/**
 * Is there anybody who must reach the internet on 443? With NAT gateways of our own they are for that; in given subnets
 * the way out is their owner's.
 * @returns what of the stage file asks for it no longer
 */
function needsWayOut(
  snapshot: Snapshot,
  { existingVpc }: Adoption,
  { natMode, callerInternetAccess, ecsCaller }: AdoptedSettings,
): string | undefined {
  if (natMode !== 'none') return 'natMode: none';
  if (!existingVpc.privateSubnetIds) return undefined;
  const pulls = ecsCaller && !ECR.every((service) => findEndpoint(snapshot, service));
  const who = [
    ...(callerInternetAccess ? ['callerInternetAccess: false'] : []),
    ...(pulls ? ['ecsCaller: false'] : []),
  ];
  return who.length > 0 ? listOf(who) : undefined;
}

/** One line for all that is blocked: they have one cause as a rule, and the next run shows another one. */
function blockedLine(
  snapshot: Snapshot,
  answers: readonly Answer[],
  to: string,
  wayOut: string,
): readonly string[] {
  const [first, ...more] = answers.filter(({ verdict }) => verdict === 'blocked');
  if (!first) return [];
  const because = reasonOf(first, snapshot);
  const where = more.length > 0 ? ', and other ways are closed, too' : '';
  return [`from ${placeOf(first.from)} to ${to}: ${because}${where}; ${wayOut}`];
}

function placeOf(from: string): string {
  if (from === 'internet') return 'the internet';
  return `${from.startsWith(`${STACK}/${FRONT}`) ? 'public' : 'private'} subnet ${from.at(-1)}`;
}

/** In the words of the account: the sketch and the stack of the VPC are nothing that people know. */
function reasonOf({ hops }: Answer, { VpcId, NetworkAcls = [] }: Snapshot): string {
  const acl = NetworkAcls.find(({ IsDefault }) => IsDefault)?.NetworkAclId ?? VpcId;
  return (hops.at(-1)?.because ?? '')
    .replaceAll(`vpc/${VpcId} (default acl)`, `${acl}, the default ACL,`)
    .replaceAll(/\bplan\/(?:Client|Server|Private)([A-D])/g, 'private subnet $1')
    .replaceAll(/\bplan\/(?:Front|Public)([A-D])/g, 'public subnet $1')
    .replaceAll(/\bvpc\//g, '');
}

function unknownLine(answers: readonly Answer[]): readonly string[] {
  const hop = answers
    .filter(({ verdict }) => verdict === 'unknown')
    .flatMap(({ hops }) => hops.filter(({ unknown }) => unknown))[0];
  if (!hop) return [];
  return [`whether routes and ACLs leave the hop its way is not known: ${hop.because}`];
}
