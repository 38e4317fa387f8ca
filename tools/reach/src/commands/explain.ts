import { InputError } from '@private-lambda/command-line/input-error';
import { visibleJson } from '@private-lambda/command-line/visible-text';
import { Analysis } from '../analysis/analysis.ts';
import { formatAnswer } from '../format/answer-text.ts';
import type { Protocol } from '../model/network.ts';
import { readSystem, type SystemOptions } from './system-options.ts';

export interface ExplainOptions extends SystemOptions {
  readonly from: string;
  readonly to: string;
  readonly port: string;
  readonly protocol: string;
  readonly json?: boolean;
}

/** `reach explain`: one question, its verdict and the way there. Any verdict is a success. */
export async function explain(options: ExplainOptions): Promise<void> {
  const port = readPort(options.port);
  const protocol = readProtocol(options.protocol);
  const system = await readSystem(options);
  const answer = new Analysis(system).explain({
    from: options.from,
    to: options.to,
    port,
    protocol,
  });
  const text = options.json ? visibleJson(answer) : formatAnswer(answer, system);
  process.stdout.write(`${text}\n`);
}

export function readPort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port < 1 || port > 65535) {
    throw new InputError('REACH_PORT', `--port ${text}: expected a number from 1 to 65535`);
  }
  return port;
}

function readProtocol(text: string): Protocol {
  if (text !== 'tcp' && text !== 'udp') {
    throw new InputError('REACH_PROTOCOL', `--protocol ${text}: expected tcp or udp`);
  }
  return text;
}
