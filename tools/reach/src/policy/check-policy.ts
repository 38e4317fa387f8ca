import { InputError } from '@private-lambda/command-line/input-error';
import type { Answer } from '../analysis/answer.ts';
import { buildNetwork } from '../cloudformation/build-network.ts';
import { loadSystem, type SystemInput } from '../loading/load-system.ts';
import type { Interface } from '../model/network.ts';
import { exploreCases, TOO_MANY_CASES } from '../template/explore-cases.ts';
import { type DanglingImport, danglingImports } from '../template/exports.ts';
import { type System, stackSet } from '../template/system.ts';
import { checkDoors } from './claims/check-doors.ts';
import { checkOnly } from './claims/check-only.ts';
import { checkNoPublicAddress } from './claims/check-public-address.ts';
import { checkWays } from './claims/check-reachable.ts';
import { checkWay } from './claims/check-way.ts';
import type { ClaimContext } from './claims/claim-context.ts';
import { eachNode, subjectOf } from './claims/each-node.ts';
import { type ClaimResult, type Finding, outcomeOf } from './finding.ts';
import { type Claim, readPolicy } from './policy-file.ts';
import { isConditional } from './select.ts';
import { type Bindings, bindStacks, fullId, namesMissingStack } from './variables.ts';
import { World } from './world.ts';

export interface PolicyInput extends SystemInput {
  readonly policyFile: string;
  /** Values of the policy's variables, where the names of the stacks leave a choice. */
  readonly variables?: ReadonlyMap<string, string> | undefined;
  /** All stacks are given, so that an import that none of them exports is a mistake. */
  readonly closed?: boolean;
}

export interface PolicyResult {
  readonly policyFile: string;
  readonly system: System;
  readonly claims: readonly ClaimResult[];
  /** Imports that none of the given stacks exports: claims say nothing about what they name. */
  readonly dangling: readonly Finding[];
  /** Every claim that is made here is satisfied. */
  readonly satisfied: boolean;
}

/**
 * Checks every claim of a policy on a system.
 * @throws InputError for a policy or templates that the user has to change
 */
export async function checkPolicy(input: PolicyInput): Promise<PolicyResult> {
  const system = await loadSystem(input);
  return checkClaims(input.policyFile, system, input);
}

export interface ClaimOptions extends Pick<PolicyInput, 'variables' | 'closed'> {
  /**
   * Is told every answer that a claim is decided by, with the world that holds whom the claim supposes, and the
   * interface of the source that it is about.
   */
  readonly heard?: (
    claim: string,
    answer: () => Answer,
    world: World,
    from: Interface | undefined,
  ) => void;
}

/** The same for a system that is loaded already. */
export function checkClaims(
  policyFile: string,
  system: System,
  { variables, closed = false, heard }: ClaimOptions = {},
): PolicyResult {
  const policy = readPolicy(policyFile, variables);
  const names = system.templates.map(({ stack }) => stack);
  const bindings = { ...bindStacks(policyFile, policy, names, variables), names: system.names };
  for (const { id, where = {} } of policy.claims) {
    const strange = Object.keys(where).find((name) => !bindings.variables.has(name));
    if (strange !== undefined) throw noVariable(policyFile, id, strange, bindings);
  }
  const cases = exploreCases((assumptions) => {
    const set = stackSet(system, assumptions);
    const network = buildNetwork(set);
    const silent = new World(set, network);
    const worldOf = ({ id }: Claim) =>
      heard
        ? new World(set, network, (answer, world, from) => heard(id, answer, world, from))
        : silent;
    return {
      dangling: danglingImports(set.stacks),
      checked: policy.claims.map((claim) =>
        namesMissingStack(bindings, policy, claim)
          ? NOT_MADE
          : checkInWorld(claim, { system, bindings, world: worldOf(claim) }),
      ),
    };
  });
  const dangling = findingsOf(cases?.flatMap(({ result }) => result.dangling) ?? []);
  const made = policy.claims.map((claim, index) =>
    agreed(
      claim,
      cases?.map(({ assumptions, result }) =>
        assume(result.checked[index], assumptions.describe()),
      ),
    ),
  );
  const claims = closed ? [...made, everyImport(dangling)] : made;
  return {
    policyFile,
    system,
    claims,
    dangling,
    satisfied: claims.every(({ outcome }) => outcome === 'satisfied' || outcome === 'absent'),
  };
}

function findingsOf(imports: readonly DanglingImport[]): Finding[] {
  const places = new Map(imports.map(({ at, name }) => [`${at} ${name}`, { at, name }]));
  return [...places.values()].map(({ at, name }) => ({
    outcome: 'violated',
    message: `${at} imports ${name}, which none of the given stacks exports`,
    at,
  }));
}

/** What `closed` claims beside the policy. */
function everyImport(dangling: readonly Finding[]): ClaimResult {
  return {
    id: 'every-import-is-exported',
    says: 'Whatever a stack imports is exported by one of the given stacks.',
    outcome: outcomeOf(dangling),
    findings: dangling,
  };
}

type Checked = Pick<ClaimResult, 'outcome' | 'findings'>;

const NOT_MADE: Checked = { outcome: 'absent', findings: [] };

/** A claim that the cases do not agree on is undecided: one of them holds, and nobody has said which. */
function agreed({ id, says }: Claim, cases: readonly Checked[] | undefined): ClaimResult {
  if (!cases) return { id, says, outcome: 'undecided', findings: [tooManyCases] };
  const made = cases.filter(({ outcome }) => outcome !== 'absent');
  const findings = made.flatMap((each) => each.findings);
  const [outcome = 'absent', another] = new Set(made.map((each) => each.outcome));
  if (another === undefined) return { id, says, outcome, findings };
  return {
    id,
    says,
    outcome: 'undecided',
    findings: findings.map((finding) => ({ ...finding, outcome: 'undecided' })),
  };
}

/** Says with each finding what it assumes. */
function assume(checked: Checked | undefined, assumptions: readonly string[]): Checked {
  if (!checked) return { outcome: 'undecided', findings: [] };
  if (assumptions.length === 0) return checked;
  const when = assumptions.join(' and ');
  const findings = checked.findings.map((finding) => ({
    ...finding,
    message: `${finding.message} (when ${when})`,
  }));
  return { ...checked, findings };
}

function checkInWorld(claim: Claim, context: ClaimContext): Checked {
  const { where = {}, ifExists } = claim;
  const { bindings, world } = context;
  const made =
    Object.entries(where).every(([name, value]) => bindings.variables.get(name) === value) &&
    !(ifExists !== undefined && isConditional(world, fullId(bindings, ifExists)));
  if (!made) return NOT_MADE;
  const claims = eachNode(claim, context);
  const asked = claims.flatMap((one) => {
    const findings = check(one, context);
    return findings ? [findings] : [];
  });
  // Of nobody and nowhere nothing was asked.
  if (claims.length > 0 && asked.length === 0) return NOT_MADE;
  const findings = claims.length > 0 ? asked.flat() : [nobodyFits(claim)];
  return { outcome: outcomeOf(findings), findings };
}

function check(claim: Claim, context: ClaimContext): Finding[] | undefined {
  if (claim.reachable) return checkWays(claim.reachable, 'reachable', context);
  if (claim.blocked) return checkWays(claim.blocked, 'blocked', context);
  if (claim.only) return checkOnly(claim.only, context);
  if (claim.way) return checkWay(claim.way, context);
  if (claim.noPublicAddress) return checkNoPublicAddress(claim.noPublicAddress, context);
  return claim.doors ? checkDoors(claim.doors, context) : [];
}

/** A claim about nobody would hold of itself. */
function nobodyFits(claim: Claim): Finding {
  const subject = subjectOf(claim) ?? '';
  return { outcome: 'violated', message: `nothing in the templates is ${subject}`, at: subject };
}

/** A claim that asks for it would be made nowhere, and pass without a word. */
function noVariable(file: string, claim: string, name: string, { variables }: Bindings) {
  const known = [...variables.keys()].join(', ');
  return new InputError(
    'REACH_POLICY_VARIABLE',
    `${file}: claim ${claim}: where.${name}: no stack's name has this variable, and no --var gives it (${known === '' ? 'there is none' : `given: ${known}`})`,
  );
}

const tooManyCases: Finding = {
  outcome: 'undecided',
  message: TOO_MANY_CASES,
};
