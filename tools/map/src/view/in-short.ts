import type { Item, ShownAnswer, Told } from '../picture/picture.ts';
import { partsOf } from './questions.ts';
import { isRestBlocked } from './rest.ts';
import { rowPorts, rowsOf } from './rows.ts';

/** What a reader wants to know first, with the answer that says why. */
export interface Sentence {
  readonly text: string;
  /** Why, or what would close it. */
  readonly more?: string;
  readonly answer?: ShownAnswer;
}

/** Ways in that are told; all of them stand in the list. */
const WAYS_TOLD = 3;

/**
 * Whether the internet comes to what is asked about, by which doors a function is invoked, and what would close each
 * way to it. Nothing here is more than the answers say.
 */
export function inShort(picture: Told, show: string): readonly Sentence[] {
  const [kind, id] = partsOf(show);
  const item = picture.items.find((each) => each.id === id);
  if (!item?.answers || (kind !== 'to' && kind !== 'node')) return [];
  if (item.kind === 'internet' || item.kind === 'aws-service') return [];
  const ways = picture.answers.filter(
    ({ to, supposed, change }) => to === id && !supposed && change === undefined,
  );
  return [...fromInternet(picture, ways, item), ...doorsOf(item), ...waysIn(picture, ways)];
}

const CLOSED = 'No connection from the internet reaches it.';

function fromInternet(
  picture: Told,
  ways: readonly ShownAnswer[],
  { id }: Item,
): readonly Sentence[] {
  const own = ways.filter(({ from }) => from === 'internet');
  const of = (verdict: ShownAnswer['verdict']) => own.filter((each) => each.verdict === verdict);
  const [open] = of('reachable');
  // What would close it is said with the other ways.
  if (open) return [];
  const [unknown] = of('unknown');
  if (unknown) return [{ text: 'Whether the internet reaches it is not known.', answer: unknown }];
  const [blocked] = of('blocked');
  if (blocked) {
    const reason = picture.hops[blocked.hops.at(-1) ?? -1]?.because;
    return [{ text: CLOSED, ...(reason === undefined ? {} : { more: reason }), answer: blocked }];
  }
  return isRestBlocked(picture, { show: `to:${id}` }) ? [{ text: CLOSED }] : [];
}

/** Whoever may use a door comes to the function whatever the network says, unless a load balancer is the door. */
function doorsOf({ kind, doors }: Item): readonly Sentence[] {
  if (kind !== 'function') return [];
  if (doors.length === 0) return [{ text: 'The templates have no door by which it is invoked.' }];
  const number = doors.length === 1 ? 'one door' : `${doors.length} doors`;
  const isOnlyNetwork = doors.every((door) => door.startsWith('load-balancer '));
  const others = isOnlyNetwork ? '' : '; who may use what is no load balancer, no network decides';
  return [{ text: `It is invoked by ${number}${others}.`, more: doors.join(', ') }];
}

function waysIn(picture: Told, ways: readonly ShownAnswer[]): readonly Sentence[] {
  const open = ways.filter(({ verdict }) => verdict === 'reachable');
  // A load balancer that others pass is on their way, and none of its own.
  const passed = new Set(open.flatMap(({ via }) => via));
  const own = rowsOf(
    picture,
    open.filter(({ from }) => !passed.has(from)),
  );
  const told = own.slice(0, WAYS_TOLD).map((row) => {
    const [answer] = row;
    const { from, remedy } = answer;
    const name = picture.items.find(({ id }) => id === from)?.name ?? from;
    return {
      text: `${from === 'internet' ? 'The internet' : name} reaches it on ${rowPorts(row)}.`,
      ...(remedy === undefined ? {} : { more: closing(remedy) }),
      answer,
    };
  });
  const others = own.length - told.length;
  const more = others === 1 ? '1 more way is in the list.' : `${others} more ways are in the list.`;
  return others > 0 ? [...told, { text: more }] : told;
}

export const closing = (remedy: string) => `What would close it: ${remedy}`;
