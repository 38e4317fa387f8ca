import { SIGNS, stateOf } from '../drawing/arrows-of.ts';
import { portsText } from '../drawing/ports-text.ts';
import type { Picture, ShownAnswer } from '../picture/picture.ts';
import { closing, inShort } from '../view/in-short.ts';
import { answerKey, NO_VIEW, partsOf, titleOf } from '../view/questions.ts';
import { isRestBlocked } from '../view/rest.ts';
import { type Row, rowPorts, rowsOf } from '../view/rows.ts';
import type { View } from '../view/view.ts';
import { claimList, describeClaim, isUntold } from './claims.ts';
import { isLine, type ViewAnswers } from './focus.ts';
import { byId, element, note } from './make-elements.ts';

const GROUPS = [
  { state: 'opened', heading: 'Opened' },
  { state: 'closed', heading: 'Closed' },
  { state: 'reachable', heading: 'Reachable' },
  { state: 'unknown', heading: 'Not known' },
  { state: 'blocked', heading: 'Blocked' },
] as const;

/** Rows of one kind that a person reads. */
const ROWS_SHOWN = 200;

/** The answers in words, beside the picture. */
export class Panel {
  private readonly place = byId('answers');

  constructor(private readonly go: (change: Partial<View>) => void) {}

  show(picture: Picture, view: View, { all, focused = [] }: ViewAnswers) {
    const answers = isLine(view) ? focused : all;
    const parts = GROUPS.flatMap(({ state, heading }) => {
      const own = rowsOf(
        picture,
        answers.filter((answer) => stateOf(answer) === state),
      );
      if (own.length === 0) return [];
      const listed = own.filter((row, index) => index < ROWS_SHOWN || focusedOf(row, view));
      const list = element('ul', {}, ...listed.map((row) => this.item(picture, row, view)));
      return [element('h3', {}, `${heading} (${own.length})`), list, ...more(own, listed)];
    });
    const told = element(
      'div',
      {},
      element('h2', {}, titleOf(picture, view.show)),
      ...this.inShort(picture, view),
      ...describeItem(picture, view),
      ...describeClaim(picture, view),
      ...(isLine(view) ? [this.back(view)] : []),
      ...(parts.length > 0 || isSilent(picture, view) ? parts : [note('Nothing.')]),
      ...(isRestBlocked(picture, view)
        ? [note('What is not listed is blocked; npm run reach -- explain says why.')]
        : []),
    );
    this.place.replaceChildren(told, ...claimList(picture, view, this.go));
    this.place.querySelector('details[open]')?.scrollIntoView({ block: 'nearest' });
  }

  /** Where one answer or one arrow is looked at, the rest is left out. */
  private inShort(picture: Picture, view: View): HTMLElement[] {
    const sentences = view.focus === undefined ? inShort(picture, view.show) : [];
    if (sentences.length === 0) return [];
    const rows = sentences.map(({ text, more: reason, answer }) =>
      element(
        'li',
        {},
        element('strong', {}, text),
        ...(answer ? [' ', this.whyButton(answer, view)] : []),
        ...(reason === undefined ? [] : [note(reason)]),
      ),
    );
    return [element('ul', { class: 'short' }, ...rows)];
  }

  private whyButton(answer: ShownAnswer, { show }: View): HTMLElement {
    const focus = answerKey(answer);
    const name = `show why: ${answer.from} to ${answer.to}, ${portsText(answer)}`;
    const button = element(
      'button',
      { type: 'button', 'aria-label': name, 'data-key': `answer ${focus}` },
      'show why',
    );
    button.addEventListener('click', () => this.go({ show, focus }));
    return button;
  }

  private back({ show }: View): HTMLElement {
    const button = element('button', { type: 'button' }, 'all answers to this question');
    button.addEventListener('click', () => this.go({ show }));
    return button;
  }

  private item(picture: Picture, row: Row, view: View): HTMLElement {
    const focused = focusedOf(row, view);
    const answer = focused ?? row[0];
    const key = answerKey(answer);
    const state = stateOf(answer);
    const by = answer.blockedBy === undefined ? '' : ` by ${answer.blockedBy.split('/').at(-1)}`;
    const summary = element(
      'summary',
      { 'data-key': `answer ${key}` },
      `${nameOf(picture, answer.from)} → ${nameOf(picture, answer.to)} ${rowPorts(row)}: `,
      element('span', { class: 'verdict' }, `${SIGNS[state]}${answer.change ?? answer.verdict}`),
      by,
    );
    const details = element('details', { class: `answer ${state}` }, summary);
    details.open = focused !== undefined;
    if (focused) details.append(...describeHops(picture, focused, row));
    summary.addEventListener('click', (event) => {
      event.preventDefault();
      this.go({ show: view.show, ...(focused ? {} : { focus: key }) });
    });
    return element('li', {}, details);
  }
}

/** Where there is no answer, and that is none. */
function isSilent(picture: Picture, { show }: View): boolean {
  return show === NO_VIEW || isUntold(picture, show);
}

/** The one that is unfolded. */
function focusedOf(row: Row, { focus }: View): ShownAnswer | undefined {
  return row.find((answer) => answerKey(answer) === focus);
}

function more(own: readonly Row[], listed: readonly Row[]): HTMLElement[] {
  const hidden = own.length - listed.length;
  return hidden > 0 ? [note(`and ${hidden} more; choose a narrower question`)] : [];
}

/** Somebody who is only supposed to be there has no other name. */
function nameOf({ items }: Picture, id: string): string {
  return items.find((item) => item.id === id)?.name ?? id;
}

/** The way as `reach explain` prints it, and what would close it. */
function describeHops({ hops }: Picture, answer: ShownAnswer, row: Row): HTMLElement[] {
  const [first, last] = answer.ports;
  const alike = [
    ...(first === last ? [] : [`up to ${last}`]),
    ...row.filter((each) => each !== answer).map(({ protocol }) => `for ${protocol}`),
  ];
  const rows = answer.hops.flatMap((index) => {
    const hop = hops[index];
    if (!hop) return [];
    const mark = hop.allowed ? 'ok' : hop.unknown ? '?' : 'no';
    return [
      element(
        'li',
        {},
        element('span', { class: 'hop-step' }, `${mark} ${hop.step} ${hop.at}`),
        `: ${hop.because}`,
        element('span', { class: 'file' }, `${hop.rule ?? hop.at} ${hop.file}`),
      ),
    ];
  });
  return [
    element('ol', { class: 'hops' }, ...rows),
    ...(alike.length === 0
      ? []
      : [
          element(
            'p',
            { class: 'remedy note' },
            `The words are those for ${answer.protocol} ${first}; they are alike ${alike.join(', and ')}.`,
          ),
        ]),
    ...(answer.remedy === undefined
      ? []
      : [element('p', { class: 'remedy' }, closing(answer.remedy))]),
  ];
}

function describeItem({ items }: Picture, { show }: View): HTMLElement[] {
  const [kind, id] = partsOf(show);
  const item = kind === 'claim' ? undefined : items.find((each) => each.id === id);
  if (!item || item.lines.length === 0) return [];
  const lines = [item.id, ...item.lines, item.file].filter((line) => line !== '');
  return [note(lines.join(' · '))];
}
