import { styleText } from 'node:util';
import { visibleText } from '@private-lambda/command-line/visible-text';
import type { Answer, Hop } from '../analysis/answer.ts';
import { fileOf } from '../template/shown-file.ts';
import type { System } from '../template/system.ts';

const COLOURS = { reachable: 'green', blocked: 'red', unknown: 'yellow' } as const;

/** An answer for a person: the verdict, then the way, one line a hop. */
export function formatAnswer(answer: Answer, system: System): string {
  const { from, to, protocol, port, verdict, hops, blockedBy } = answer;
  const by = blockedBy === undefined ? '' : ` by ${blockedBy}`;
  return [
    `${visibleText(`${from} -> ${to} ${protocol} ${port}`)}: ${paint(COLOURS[verdict], verdict)}${by}`,
    ...hops.map((hop) => `  ${formatHop(hop, system)}`),
  ].join('\n');
}

/** `ok   source-group  network/AppGroup: … (network.json)` */
export function formatHop(hop: Hop, system: System): string {
  const mark = hop.allowed ? 'ok ' : hop.unknown ? '?  ' : 'no ';
  return visibleText(
    `${mark} ${hop.step.padEnd(17)} ${hop.at}: ${hop.because}${fileOf(hop.rule ?? hop.at, system)}`,
  );
}

/** Colours only on a terminal, and not where NO_COLOR asks for none. */
export function paint(colour: 'green' | 'red' | 'yellow', text: string): string {
  const wanted = process.stdout.isTTY && !process.env['NO_COLOR'];
  return wanted ? styleText(colour, text) : text;
}
