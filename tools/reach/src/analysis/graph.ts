import { InputError } from '@private-lambda/command-line/input-error';
import { ALL_PORTS, type Id, isUnknown, type Network, type NodeKind } from '../model/network.ts';
import { startsConnections } from '../rules/accepts-connections.ts';
import { TOO_MANY_CASES } from '../template/explore-cases.ts';
import type { Analysis } from './analysis.ts';
import type { Verdict } from './answer.ts';
import { refuseQuestions } from './question-limit.ts';

/** Who reaches whom. */
export interface Graph {
  readonly nodes: readonly { readonly id: Id; readonly kind: NodeKind | 'internet' }[];
  readonly edges: readonly Edge[];
}

export interface Edge {
  readonly from: Id;
  readonly to: Id;
  /** `all` where a rule is about all traffic. */
  readonly port: number | 'all';
  readonly verdict: Exclude<Verdict, 'blocked'>;
}

/** The port at which the internet is asked for: what nearly everything on it answers on. */
const INTERNET_PORT = 443;

/**
 * Asks everybody about everybody, at the ports on which somebody may answer.
 * @throws InputError `REACH_CASES` when there are too many cases to draw, `REACH_TOO_LARGE`
 */
export function buildGraph(analysis: Analysis): Graph {
  if (!analysis.cases) throw new InputError('REACH_CASES', `no graph: ${TOO_MANY_CASES}`);
  const networks = analysis.cases.map(({ result }) => result.reachability.network);
  const kinds = new Map<Id, NodeKind | 'internet'>([['internet', 'internet']]);
  for (const network of networks) {
    for (const { id, kind } of network.nodes.values()) kinds.set(id, kind);
  }
  const clients = [...kinds]
    .filter(([, kind]) => kind === 'internet' || startsConnections(kind))
    .map(([id]) => id);
  const ports = new Map(
    Array.from(kinds.keys(), (to) => [to, new Set(networks.flatMap((each) => portsOf(each, to)))]),
  );
  const asked = [...ports.values()].reduce((sum, { size }) => sum + size, 0);
  const questions = asked * clients.length * networks.length;
  refuseQuestions(`${kinds.size} nodes make`, questions, 'explain asks about one pair');
  const edges: Edge[] = [];
  for (const [to, its] of ports) {
    for (const from of clients) {
      if (from === to) continue;
      for (const port of its) {
        const one = port === 'all' ? ANY_PORT : port;
        const verdict = analysis.verdict({ from, to, protocol: 'tcp', port: one });
        if (verdict !== 'blocked') edges.push({ from, to, port, verdict });
      }
    }
  }
  return { nodes: [...kinds].map(([id, kind]) => ({ id, kind })), edges };
}

/** The port that stands for all of them; a rule about less may not be about this one. */
const ANY_PORT = 1;

/** Ports that are worth asking at: those of listeners, and the first of each rule that lets something in. */
function portsOf(network: Network, to: Id): Edge['port'][] {
  if (to === 'internet') return [INTERNET_PORT];
  const node = network.nodes.get(to);
  if (!node) return [];
  if (node.balancer || node.kind === 'function') {
    return network.listeners.flatMap(({ loadBalancer, port }) =>
      !isUnknown(port) && (loadBalancer === to || node.kind === 'function') ? [port] : [],
    );
  }
  if (node.kind === 'interface-endpoint') return [INTERNET_PORT];
  return node.interfaces.flatMap(({ groups }) => {
    if (groups.kind === 'unfiltered') return [INTERNET_PORT];
    const rules = groups.ids.flatMap((id) => network.groups.get(id)?.inbound ?? []);
    return rules.flatMap(({ traffic: { protocol, ports } }): Edge['port'][] => {
      if (isUnknown(ports) || protocol === 'other') return [];
      return ports.from <= ANY_PORT && ports.to === ALL_PORTS.to
        ? ['all']
        : [Math.max(ports.from, 1)];
    });
  });
}
