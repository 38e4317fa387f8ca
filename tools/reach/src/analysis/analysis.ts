import { buildNetwork } from '../cloudformation/build-network.ts';
import type { Network } from '../model/network.ts';
import type { Path } from '../reachability/path.ts';
import { type Question, Reachability } from '../reachability/reachability.ts';
import { type Case, exploreCases, TOO_MANY_CASES } from '../template/explore-cases.ts';
import { type StackSet, type System, stackSet } from '../template/system.ts';
import { type Answer, toAnswer, VERDICTS, type Verdict, verdictOf } from './answer.ts';
import { oneNamed, refuseStrangeNode } from './node-names.ts';
import { withHint } from './parameter-hint.ts';

/** One outcome of the conditions, with the network that it makes. */
export interface Outcome {
  readonly set: StackSet;
  readonly reachability: Reachability;
}

/** All that can be asked about a system. Most systems have one outcome: their conditions turn on nothing unknown. */
export class Analysis {
  /** Undefined when there are too many to look at. */
  readonly cases: readonly Case<Outcome>[] | undefined;

  constructor(readonly system: System) {
    this.cases = exploreCases((assumptions) => {
      const set = stackSet(system, assumptions);
      return { set, reachability: new Reachability(buildNetwork(set)) };
    });
  }

  /** @throws InputError when an end of the question is nothing that can be asked about */
  explain(asked: Question): Answer {
    const { names } = this.system;
    const from = oneNamed(names, asked.from, '--from');
    const to = oneNamed(names, asked.to, '--to');
    const question = { ...asked, from, to };
    const networks = this.cases?.map(({ result }) => result.reachability.network);
    refuseStrangeNode({ system: this.system, networks }, question.from, 'from');
    refuseStrangeNode({ system: this.system, networks }, question.to, 'to');
    if (!this.cases) return tooManyCases(question);
    const paths = this.cases.map((each) => ({ case: each, path: pathIn(each, question) }));
    const [first] = paths;
    if (!first) return tooManyCases(question);
    const verdicts = new Set(paths.map(({ path }) => path?.state ?? 'absent'));
    if (verdicts.size === 1 && first.path)
      return toAnswer(question, first.path, first.case.result.set);
    return disagreement(question, paths);
  }

  /** The verdict alone, about nodes that are known to be there: what asking about everybody needs. */
  verdict(question: Question): Verdict {
    const states = new Set((this.cases ?? []).map((each) => verdictIn(each, question) ?? 'absent'));
    const [state, another] = states;
    if (state === undefined || state === 'absent' || another !== undefined) return 'unknown';
    return VERDICTS[state];
  }
}

interface CasePath {
  readonly case: Case<Outcome>;
  readonly path: Path | undefined;
}

/** Undefined when one of the ends does not exist in this case. */
function pathIn({ result }: Case<Outcome>, question: Question): Path | undefined {
  const { network } = result.reachability;
  return isThere(network, question.from) && isThere(network, question.to)
    ? result.reachability.ask(question)
    : undefined;
}

function verdictIn({ result }: Case<Outcome>, question: Question): Path['state'] | undefined {
  const { network } = result.reachability;
  return isThere(network, question.from) && isThere(network, question.to)
    ? result.reachability.verdict(question)
    : undefined;
}

function isThere({ nodes }: Network, end: string): boolean {
  return end === 'internet' || end.startsWith('aws:') || nodes.has(end);
}

/** The outcomes differ: one hop for each that is not like the first, with what it assumes. */
function disagreement(question: Question, paths: readonly CasePath[]): Answer {
  const shown = new Map<string, CasePath>();
  for (const each of paths) shown.set(each.path?.state ?? 'absent', each);
  const { from, to, protocol, port } = question;
  return {
    from,
    to,
    protocol,
    port,
    verdict: 'unknown',
    hops: [...shown.values()].map(({ case: { assumptions, result }, path }) => ({
      at: assumptions.subject() ?? from,
      step: 'condition',
      allowed: false,
      because: withHint(
        `${path ? verdictOf(path) : 'one end does not exist'} when ${assumptions.describe().join(' and ')}`,
        result.set,
      ),
      unknown: true,
    })),
  };
}

function tooManyCases({ from, to, protocol, port }: Question): Answer {
  return {
    from,
    to,
    protocol,
    port,
    verdict: 'unknown',
    hops: [{ at: from, step: 'condition', allowed: false, because: TOO_MANY_CASES, unknown: true }],
  };
}
