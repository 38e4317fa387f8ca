import { portsText } from '../drawing/ports-text.ts';
import type { ShownAnswer, Told } from '../picture/picture.ts';

/** Answers that differ in their protocol alone. */
export type Row = readonly [ShownAnswer, ...ShownAnswer[]];

/** What is listed: the answers for TCP and UDP are one row where the verdict is the same, for the same reasons. */
export function rowsOf({ hops }: Pick<Told, 'hops'>, answers: readonly ShownAnswer[]): Row[] {
  const rows = new Map<string, [ShownAnswer, ...ShownAnswer[]]>();
  for (const answer of answers) {
    const { protocol: _, hops: way, ...alike } = answer;
    // Their words name the protocol.
    const reasons = way.map((index) => ({ ...hops[index], because: undefined }));
    const key = JSON.stringify([alike, reasons]);
    const row = rows.get(key);
    if (row) row.push(answer);
    else rows.set(key, [answer]);
  }
  return [...rows.values()];
}

/** `tcp 80`, `tcp and udp 53`, `all ports` */
export function rowPorts([answer, other]: Row): string {
  const text = portsText(answer);
  if (!other) return text;
  return text === `${answer.protocol} all` ? 'all ports' : `tcp and udp ${text.split(' ')[1]}`;
}
