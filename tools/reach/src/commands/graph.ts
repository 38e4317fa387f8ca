import { InputError } from '@private-lambda/command-line/input-error';
import { visibleJson } from '@private-lambda/command-line/visible-text';
import { Analysis } from '../analysis/analysis.ts';
import { buildGraph } from '../analysis/graph.ts';
import { formatMermaid } from '../format/mermaid.ts';
import { readSystem, type SystemOptions } from './system-options.ts';

export interface GraphOptions extends SystemOptions {
  readonly format: string;
}

/** `reach graph`: everybody who reaches anybody. */
export async function graph(options: GraphOptions): Promise<void> {
  if (options.format !== 'mermaid' && options.format !== 'json') {
    throw new InputError('REACH_FORMAT', `--format ${options.format}: expected mermaid or json`);
  }
  const picture = buildGraph(new Analysis(await readSystem(options)));
  process.stdout.write(
    options.format === 'json' ? `${visibleJson(picture)}\n` : formatMermaid(picture),
  );
}
