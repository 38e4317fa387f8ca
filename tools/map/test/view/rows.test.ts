import type { ShownAnswer, ShownHop } from '../../src/picture/picture.ts';
import { rowPorts, rowsOf } from '../../src/view/rows.ts';

const hop = (because: string, more: Partial<ShownHop> = {}): ShownHop => ({
  at: 'app/Group',
  step: 'security-group',
  allowed: true,
  because,
  file: '',
  ...more,
});

const hops = [
  hop('a rule allows tcp 1'),
  hop('a rule allows udp 1'),
  hop('a rule allows udp 1', { rule: 'app/Rule' }),
];

const answer = (more: Partial<ShownAnswer>): ShownAnswer => ({
  from: 'app/Client',
  to: 'app/Server',
  protocol: 'tcp',
  ports: [1, 65535],
  verdict: 'reachable',
  hops: [0],
  via: [],
  ...more,
});

const shown = (...answers: readonly ShownAnswer[]) => rowsOf({ hops }, answers).map(rowPorts);

const udp = { protocol: 'udp', hops: [1] } as const;

describe('the rows of a list', () => {
  it('are one for TCP and UDP where only the words of the reasons differ', () => {
    expect(shown(answer({}), answer(udp))).toEqual(['all ports']);
    expect(shown(answer({ ports: [53, 53] }), answer({ ...udp, ports: [53, 53] }))).toEqual([
      'tcp and udp 53',
    ]);
  });

  it.each<[what: string, other: Partial<ShownAnswer>]>([
    ['the verdict', { verdict: 'unknown' }],
    ['the ports', { ports: [1, 79] }],
    ['what blocks', { blockedBy: 'app/Other' }],
    ['the rule', { hops: [2] }],
    ['an end', { to: 'app/Other' }],
    ['the way', { via: ['app/Balancer'] }],
    ['what would close it', { remedy: 'remove app/Other' }],
  ])('are two where %s differs', (_, other) => {
    expect(shown(answer({}), answer({ ...udp, ...other }))).toHaveLength(2);
  });

  it('name the protocol of one alone', () => {
    expect(shown(answer(udp))).toEqual(['udp all']);
  });
});
