import type { ShownAnswer } from '../picture/picture.ts';

/** `tcp 443`, `udp 1024-65535`, `tcp all` */
export function portsText({
  protocol,
  ports: [from, to],
}: Pick<ShownAnswer, 'protocol' | 'ports'>): string {
  if (from === 1 && to === 65535) return `${protocol} all`;
  return `${protocol} ${from === to ? from : `${from}-${to}`}`;
}
