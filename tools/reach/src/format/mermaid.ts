import { visibleText } from '@private-lambda/command-line/visible-text';
import type { Edge, Graph } from '../analysis/graph.ts';
import type { NodeKind } from '../model/network.ts';

/** How each kind of node is drawn. */
const SHAPES: Partial<Record<NodeKind | 'internet', readonly [string, string]>> = {
  internet: ['((', '))'],
  function: ['([', '])'],
  'load-balancer': ['{{', '}}'],
};

/** A Mermaid flowchart: full lines reach, dotted ones may. The internet is left out where nobody has to do with it. */
export function formatMermaid({ nodes, edges }: Graph): string {
  const linked = new Set(edges.flatMap(({ from, to }) => [from, to]));
  const shown = nodes.filter(({ id }) => id !== 'internet' || linked.has(id));
  const names = new Map(shown.map(({ id }, index) => [id, `n${index}`]));
  const lines = shown.map(({ id, kind }) => {
    const [open, close] = SHAPES[kind] ?? ['[', ']'];
    return `  ${names.get(id)}${open}"${quoted(id)}"${close}`;
  });
  for (const { from, to, label, dotted } of merged(edges)) {
    const arrow = dotted ? '-.->' : '-->';
    lines.push(`  ${names.get(from)} ${arrow}|${label}| ${names.get(to)}`);
  }
  return `flowchart LR\n${lines.join('\n')}\n`;
}

/** All of them say more than each. */
function labelOf(ports: readonly Edge['port'][]): string {
  if (ports.includes('all')) return 'all';
  return [...new Set(ports.map(Number))].sort((a, b) => a - b).join(', ');
}

/** One arrow for all ports of a pair that share a verdict. */
function merged(edges: readonly Edge[]) {
  const arrows = new Map<
    string,
    { from: string; to: string; ports: Edge['port'][]; dotted: boolean }
  >();
  for (const { from, to, port, verdict } of edges) {
    const key = `${from} ${to} ${verdict}`;
    const arrow = arrows.get(key) ?? { from, to, ports: [], dotted: verdict === 'unknown' };
    arrow.ports.push(port);
    arrows.set(key, arrow);
  }
  return [...arrows.values()].map(({ from, to, ports, dotted }) => ({
    from,
    to,
    dotted,
    label: labelOf(ports),
  }));
}

/** Text inside quotes; `#…;` is how Mermaid writes a character that would end them or be HTML. */
function quoted(text: string): string {
  return visibleText(text).replace(/["#&<>`]/g, (character) => `#${character.charCodeAt(0)};`);
}
