import type { Item, ShownAnswer, Told } from '../../src/picture/picture.ts';
import { inShort } from '../../src/view/in-short.ts';

const named = { label: '', stack: '', lines: [], file: '', opens: true, answers: true };
const item = (id: string, more: Partial<Item> = {}): Item => ({
  ...named,
  id,
  name: id,
  kind: 'other',
  doors: [],
  isBehindBalancer: false,
  ...more,
});

const way = (from: string, verdict: ShownAnswer['verdict'], more: Partial<ShownAnswer> = {}) => ({
  from,
  to: 'app/Server',
  protocol: 'tcp' as const,
  ports: [443, 443] as const,
  verdict,
  hops: [0],
  via: [],
  ...more,
});

const told = (answers: readonly ShownAnswer[], more: Partial<Told> = {}): Told => ({
  name: 'app',
  items: [
    item('internet', { kind: 'internet' }),
    item('app/Server'),
    item('app/Gateway', { kind: 'gateway', opens: false, answers: false }),
  ],
  answers,
  hops: [{ at: 'app/Table', step: 'route', allowed: false, because: 'no route', file: '' }],
  claims: [],
  hasBlocked: true,
  isComparison: false,
  ...more,
});

const textsOf = (picture: Told, show = 'to:app/Server') =>
  inShort(picture, show).map(({ text, more }) => [text, ...(more === undefined ? [] : [more])]);

const CLOSED = 'No connection from the internet reaches it.';

describe('in short', () => {
  it('says what stops the internet, with the answer', () => {
    const blocked = way('internet', 'blocked');
    expect(inShort(told([blocked]), 'to:app/Server')).toEqual([
      { text: CLOSED, more: 'no route', answer: blocked },
    ]);
  });

  it('does not say that it is stopped where one port is open, or may be', () => {
    const all = [way('internet', 'blocked'), way('internet', 'unknown')];
    expect(textsOf(told(all))).toEqual([['Whether the internet reaches it is not known.']]);
    const open = way('internet', 'reachable', { remedy: 'remove app/Rule' });
    expect(textsOf(told([...all, open]))).toEqual([
      ['The internet reaches it on tcp 443.', 'What would close it: remove app/Rule'],
    ]);
  });

  it('says of a large picture what was asked about alone', () => {
    expect(textsOf(told([], { hasBlocked: false }))).toEqual([[CLOSED]]);
    expect(textsOf(told([]))).toEqual([]);
  });

  it.each([
    [['d'], '1 more way is in the list.'],
    [['d', 'e'], '2 more ways are in the list.'],
  ])('leaves out a load balancer that others pass, and all but three ways: %j', (more, text) => {
    const ways = ['a', 'b', 'c', ...more].map((from) =>
      way(from, 'reachable', { via: ['app/Lb'] }),
    );
    expect(textsOf(told([way('app/Lb', 'reachable'), ...ways]))).toEqual([
      ['a reaches it on tcp 443.'],
      ['b reaches it on tcp 443.'],
      ['c reaches it on tcp 443.'],
      [text],
    ]);
  });

  it.each([
    [[], 'The templates have no door by which it is invoked.'],
    [['load-balancer app/Group'], 'It is invoked by one door.'],
    [
      ['load-balancer app/Group', 'url app/Url'],
      'It is invoked by 2 doors; who may use what is no load balancer, no network decides.',
    ],
  ])('names the doors %j of a function', (doors, text) => {
    const items = [item('app/Server', { kind: 'function', doors })];
    expect(inShort(told([], { items }), 'node:app/Server').map((each) => each.text)).toEqual([
      text,
    ]);
  });

  it('leaves out what a claim supposes, and what was before the change', () => {
    const ways = [
      way('internet', 'reachable', { supposed: true }),
      way('internet', 'reachable', { change: 'closed' }),
    ];
    expect(textsOf(told(ways))).toEqual([]);
  });

  it.each(['from:app/Server', 'to:internet', 'all', 'to:nobody', 'node:app/Gateway', 'claim:one'])(
    'has nothing to say of %s',
    (show) => {
      expect(textsOf(told([], { hasBlocked: false }), show)).toEqual([]);
    },
  );
});
