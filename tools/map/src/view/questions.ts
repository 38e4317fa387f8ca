import type { Item, ShownAnswer, Told } from '../picture/picture.ts';
import { hasArrow } from '../picture/way.ts';

export interface AskedQuestion {
  /** As `View.show` has it. */
  readonly show: string;
  readonly title: string;
}

/** The questions of the list, the one that is asked first at the head. */
export function questionsOf({ items, isComparison, hasBlocked }: Told): AskedQuestion[] {
  const whoReaches = (item: Item) => ({
    show: `to:${item.id}`,
    title: `Who reaches ${item.name}?`,
  });
  const whatReached = (item: Item) => ({
    show: `from:${item.id}`,
    title: `What does ${item.name} reach?`,
  });
  const own = items.filter(({ kind }) => kind !== 'internet' && kind !== 'aws-service');
  return [
    ...(isComparison ? [{ show: 'changes', title: 'What was opened, and what was closed?' }] : []),
    ...own.filter(({ isBehindBalancer }) => isBehindBalancer).map(whoReaches),
    { show: 'from:internet', title: 'What does the internet reach?' },
    { show: 'to:internet', title: 'What reaches the internet?' },
    // Of a large system nobody could read that.
    ...(hasBlocked ? [{ show: 'all', title: 'Who reaches whom?' }] : []),
    ...own.filter(({ opens }) => opens).map(whatReached),
    ...items
      .filter((item) => item.answers && !item.isBehindBalancer && item.kind !== 'internet')
      .map(whoReaches),
  ];
}

/** Everything that can be shown, as `View.show` has it. */
export function viewsOf(told: Told): string[] {
  return [
    ...questionsOf(told).map(({ show }) => show),
    ...told.claims.map(({ id }) => `claim:${id}`),
    ...told.items.map(({ id }) => `node:${id}`),
  ];
}

/** `View.show` of a link to what is not there. */
export const NO_VIEW = '';

export function titleOf(picture: Told, show: string): string {
  if (show === NO_VIEW) return 'This file has no such view.';
  const question = questionsOf(picture).find((each) => each.show === show);
  if (question) return question.title;
  const [kind, id] = partsOf(show);
  if (kind === 'claim') return picture.claims.find((claim) => claim.id === id)?.says ?? id;
  const item = picture.items.find((each) => each.id === id);
  if (!item) return id;
  return isPassed(item) ? `What passes ${item.name}?` : item.name;
}

/** The answers that a question is about. */
export function answersTo({ items, answers, claims }: Told, show: string): readonly ShownAnswer[] {
  const [kind, id] = partsOf(show);
  if (kind === 'claim') {
    const claim = claims.find((each) => each.id === id);
    const asked = [
      ...(claim?.findings ?? []).flatMap(({ answer }) => answer ?? []),
      ...(claim?.evidence ?? []),
    ];
    return [...new Set(asked)].flatMap((index) => answers[index] ?? []);
  }
  if (kind === 'changes') return answers.filter(({ change }) => change !== undefined);
  // Every other question is about the system as it is after the change.
  const own = answers.filter(({ supposed, change }) => !supposed && change === undefined);
  if (kind === 'all') return own;
  // A gateway is no end of a connection: what passes it is what there is to say of it.
  if (kind === 'node' && isPassed(items.find((item) => item.id === id)))
    return own.filter((answer) => answer.via.includes(id) && hasArrow(answer));
  return own.filter(
    ({ from, to }) => (kind !== 'to' && from === id) || (kind !== 'from' && to === id),
  );
}

function isPassed(item: Item | undefined): boolean {
  return item !== undefined && !item.opens && !item.answers;
}

/** `to:stack/Id` → `to`, `stack/Id` */
export function partsOf(show: string): [kind: string, id: string] {
  const colon = show.indexOf(':');
  return colon < 0 ? [show, ''] : [show.slice(0, colon), show.slice(colon + 1)];
}

/** Names an answer in a link. */
export function answerKey({ from, to, protocol, ports: [port], change }: ShownAnswer): string {
  return [from, to, protocol, port, ...(change === undefined ? [] : [change])].join(' ');
}
