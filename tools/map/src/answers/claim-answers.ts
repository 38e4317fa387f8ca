import { visibleText } from '@private-lambda/command-line/visible-text';
import type { Analysis } from 'cfn-reach/src/analysis/analysis.ts';
import type { Answer } from 'cfn-reach/src/analysis/answer.ts';
import {
  type ClaimOptions,
  checkClaims,
  type PolicyResult,
} from 'cfn-reach/src/policy/check-policy.ts';
import type { ShownClaim } from '../picture/picture.ts';
import type { AnswerList } from './answer-list.ts';
import { mergeAnswers } from './merge-answers.ts';

/** The claims that a system is held to. */
export interface Policy extends Omit<ClaimOptions, 'heard'> {
  readonly policyFile: string;
}

/**
 * Checks the claims, and keeps the answers that each was decided by.
 * @param ports `representativePorts` of the networks
 */
export function showClaims(
  policy: Policy,
  analysis: Analysis,
  ports: readonly number[],
  list: AnswerList,
): ShownClaim[] {
  const asked = new Map<string, Answer[]>();
  const heard = (claim: string, answer: () => Answer) => {
    const answers = asked.get(claim) ?? [];
    answers.push(answer());
    asked.set(claim, answers);
  };
  const { claims } = checkClaims(policy.policyFile, analysis.system, { ...policy, heard });
  // In one of several cases a claim can hear what is true in that case alone.
  const isOneCase = analysis.cases?.length === 1;
  return claims.map((claim) => {
    const evidence = isOneCase ? showEvidence(asked.get(claim.id) ?? [], ports, list) : undefined;
    return {
      id: claim.id,
      says: visibleText(claim.says),
      outcome: claim.outcome,
      findings: claim.findings.map((finding) => showFinding(finding, evidence ?? [], list)),
      ...(evidence === undefined ? {} : { evidence }),
    };
  });
}

/** What a finding is about is one of the answers that the claim was decided by, where those are shown. */
function showFinding(
  { message, remedy, answer }: PolicyResult['claims'][number]['findings'][number],
  evidence: readonly number[],
  list: AnswerList,
): ShownClaim['findings'][number] {
  const indexOf = (found: Answer) =>
    evidence.find((index) => list.says(index, found)) ?? addAsked(found, found.port, list);
  return {
    message: visibleText(message),
    ...(remedy === undefined ? {} : { remedy: visibleText(remedy) }),
    ...(answer === undefined ? {} : { answer: indexOf(answer) }),
  };
}

/** What is an answer about drawn items is there already. */
function showEvidence(
  answers: readonly Answer[],
  ports: readonly number[],
  list: AnswerList,
): number[] {
  const known = answers.map((answer) => list.find(answer));
  const others = answers.filter((_, index) => known[index] === undefined);
  const added = mergeAnswers(others, ports).map(({ first, last }) => addAsked(first, last, list));
  return [...new Set([...known.flatMap((index) => index ?? []), ...added])];
}

function addAsked(answer: Answer, last: number, list: AnswerList): number {
  return list.add(answer, { from: answer.port, to: last }, { supposed: true });
}
