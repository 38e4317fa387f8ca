import type { Picture, ShownClaim } from '../picture/picture.ts';
import { closing } from '../view/in-short.ts';
import { partsOf } from '../view/questions.ts';
import type { View } from '../view/view.ts';
import { element, note } from './make-elements.ts';

const SIGNS: Readonly<Record<ShownClaim['outcome'], string>> = {
  satisfied: '✓',
  violated: '✕',
  undecided: '?',
  absent: '–',
};

/** The claims, each a button that lights what it was decided by. */
export function claimList(
  { claims }: Picture,
  { show }: View,
  go: (change: Partial<View>) => void,
): HTMLElement[] {
  const made = claims.filter(({ outcome }) => outcome !== 'absent');
  if (made.length === 0) return [];
  const rows = made.map(({ id, says, outcome }) => {
    const view = `claim:${id}`;
    const button = element(
      'button',
      {
        type: 'button',
        class: outcome,
        'data-key': view,
        ...(view === show ? { 'aria-current': 'true' } : {}),
      },
      element('span', { class: 'sign' }, SIGNS[outcome]),
      element('span', {}, `${says} (${outcome})`),
    );
    button.addEventListener('click', () => go({ show: view }));
    return element('li', {}, button);
  });
  return [
    element(
      'section',
      { class: 'claims' },
      element('h3', {}, `Claims (${made.length})`),
      element('ul', {}, ...rows),
    ),
  ];
}

/** Answers of a claim are not shown, and may be there. */
export function isUntold({ claims }: Picture, show: string): boolean {
  const [kind, id] = partsOf(show);
  return kind === 'claim' && claims.some((claim) => claim.id === id && !claim.evidence);
}

/** What speaks against the claim that is shown, and what would mend it. */
export function describeClaim({ claims }: Picture, { show }: View): HTMLElement[] {
  const [kind, id] = partsOf(show);
  const claim = kind === 'claim' ? claims.find((each) => each.id === id) : undefined;
  if (!claim) return [];
  return [
    element(
      'p',
      { class: `note ${claim.outcome}` },
      element('span', { class: 'sign' }, `${SIGNS[claim.outcome]} `),
      `${claim.id}: ${claim.outcome}`,
    ),
    ...claim.findings.flatMap(({ message, remedy }) => [
      element('p', {}, message),
      ...(remedy === undefined ? [] : [note(closing(remedy))]),
    ]),
    ...(claim.evidence
      ? []
      : [
          note(
            'The conditions of the templates have several outcomes: the answers that the claim was decided by are not shown.',
          ),
        ]),
  ];
}
