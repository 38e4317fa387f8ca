import { InputError } from '@private-lambda/command-line/input-error';
import { refuseQuestions } from '../analysis/question-limit.ts';
import type { PortRange, Protocol } from '../model/network.ts';
import { representativePorts } from '../model/representative-ports.ts';
import { type Reason, reasonOf } from './reason.ts';
import type { Side, SideVerdict } from './side.ts';

/** What became of one pair of nodes on some ports that no rule tells apart. */
export interface Change extends Reason {
  /** `unknown`: it may be open now, and nothing says that it was. */
  readonly change: 'opened' | 'closed' | 'unknown';
  readonly from: string;
  readonly to: string;
  readonly protocol: Protocol;
  readonly ports: PortRange;
  readonly before: SideVerdict;
  readonly after: SideVerdict;
}

export interface Diff {
  readonly changes: readonly Change[];
  /** Nodes that exist on one side only. */
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** Pairs of node and ports that are unknown on both sides: a change among them is not seen. */
  readonly unknownOnBothSides: number;
}

const PROTOCOLS = ['tcp', 'udp'] as const;

/**
 * Asks everybody about everybody, before and after, at every port that some rule of either side tells apart.
 * @param only compare the pairs with one of these nodes; all pairs unless given
 * @throws InputError `REACH_TOO_LARGE`, `REACH_NODE_UNKNOWN`
 */
export function diffSystems(before: Side, after: Side, only: readonly string[] = []): Diff {
  const nodes = [...new Set([...before.nodes, ...after.nodes])];
  refuseStrangeNodes(only, nodes);
  const ports = representativePorts([...before.networks, ...after.networks]);
  refuseTooMany(
    nodes.length,
    only.length,
    ports.length * (before.networks.length + after.networks.length),
  );
  const wanted = new Set(only);
  const changes: Change[] = [];
  let unknownOnBothSides = 0;
  for (const from of new Set([...before.clients, ...after.clients])) {
    for (const to of nodes) {
      if (from === to || (only.length > 0 && !wanted.has(from) && !wanted.has(to))) continue;
      for (const protocol of PROTOCOLS) {
        for (const stretch of stretchesOf(before, after, { from, to, protocol }, ports)) {
          if (stretch.before === 'unknown' && stretch.after === 'unknown') unknownOnBothSides += 1;
          const change = changeOf(stretch);
          if (!change) continue;
          const question = { from, to, protocol, port: stretch.ports.from };
          changes.push({
            change,
            from,
            to,
            protocol,
            ...stretch,
            ...reasonOf(before, after, question),
          });
        }
      }
    }
  }
  return {
    changes,
    added: [...after.nodes].filter((node) => !before.nodes.has(node)),
    removed: [...before.nodes].filter((node) => !after.nodes.has(node)),
    unknownOnBothSides,
  };
}

interface Stretch {
  ports: PortRange;
  readonly before: SideVerdict;
  readonly after: SideVerdict;
}

/** The ports of one pair, in stretches that are alike on both sides. */
function stretchesOf(
  before: Side,
  after: Side,
  pair: { readonly from: string; readonly to: string; readonly protocol: Protocol },
  ports: readonly number[],
): Stretch[] {
  const stretches: Stretch[] = [];
  for (const [index, port] of ports.entries()) {
    const question = { ...pair, port };
    const [was, is] = [before.verdict(question), after.verdict(question)];
    const to = (ports[index + 1] ?? 65536) - 1;
    const last = stretches.at(-1);
    if (last?.before === was && last.after === is) last.ports = { from: last.ports.from, to };
    else stretches.push({ ports: { from: port, to }, before: was, after: is });
  }
  return stretches;
}

function changeOf({ before, after }: Stretch): Change['change'] | undefined {
  const isShut = (verdict: SideVerdict) => verdict === 'blocked' || verdict === 'absent';
  if (before === after || (isShut(before) && isShut(after))) return undefined;
  if (after === 'reachable') return 'opened';
  return after === 'unknown' ? 'unknown' : 'closed';
}

function refuseStrangeNodes(only: readonly string[], nodes: readonly string[]) {
  const strange = only.find((node) => !nodes.includes(node));
  if (strange === undefined) return;
  throw new InputError(
    'REACH_NODE_UNKNOWN',
    `--node ${strange}: not a node of either side; expected <stack>/<LogicalId> of something with network interfaces, or internet`,
  );
}

function refuseTooMany(nodes: number, only: number, each: number) {
  const pairs = only > 0 ? 2 * only * nodes : nodes * nodes;
  const questions = pairs * each * PROTOCOLS.length;
  refuseQuestions(`${nodes} nodes make`, questions, '--node NODE compares the pairs of some nodes');
}
