import { InputError } from '@private-lambda/command-line/input-error';
import { visibleJson } from '@private-lambda/command-line/visible-text';
import { Analysis } from '../analysis/analysis.ts';
import { buildGraph, type Graph } from '../analysis/graph.ts';
import { formatMermaid } from '../format/mermaid.ts';
import { readSystem, type SystemOptions } from './system-options.ts';

export interface GraphOptions extends SystemOptions {
  readonly format: string;
}

export const GRAPH_FORMATS: Readonly<Record<string, (graph: Graph) => string>> = {
  mermaid: formatMermaid,
  json: (picture) => `${visibleJson(picture)}\n`,
};

/** `reach graph`: everybody who reaches anybody. */
export async function graph(options: GraphOptions): Promise<void> {
  const format = graphFormat(options.format);
  process.stdout.write(format(buildGraph(new Analysis(await readSystem(options)))));
}

function graphFormat(name: string): (graph: Graph) => string {
  const format = Object.hasOwn(GRAPH_FORMATS, name) ? GRAPH_FORMATS[name] : undefined;
  if (format) return format;
  const expected = Object.keys(GRAPH_FORMATS).join(' or ');
  throw new InputError('REACH_FORMAT', `--format ${name}: expected ${expected}`);
}
