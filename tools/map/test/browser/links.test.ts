import { changed } from '../../../reach/test/change-system.ts';
import { makePicture } from '../../src/picture/make-picture.ts';
import type { Picture } from '../../src/picture/picture.ts';
import { hasArrow, lineName, linesOf } from '../../src/picture/way.ts';
import { answerKey, answersTo, titleOf } from '../../src/view/questions.ts';
import { writeView } from '../../src/view/view.ts';
import { frozenSubject } from '../make-pictures.ts';
import { seriousFindings } from './axe.ts';
import { count, errors, open, page, texts, view } from './opened-page.ts';

const PROTECTED = 'private-lambda-protected-api-dev/ApiLambdaFunction';
const CALLER = 'private-lambda-public-caller-dev/ApiLambdaFunction';
const RULE = 'private-lambda-network-dev/ApiLoadBalancerIngressFromApiClient';
const CLAIM = 'claim:api-clients-reach-the-protected-function';

/** Two systems; the second is a comparison. */
let pictures: readonly [Picture, Picture];

beforeAll(async () => {
  const { name, system, policy } = await frozenSubject('dev');
  const without = changed(system, { remove: RULE });
  pictures = [
    await makePicture({ name, system, ...(policy ? { policy } : {}) }),
    await makePicture({ name: 'closing', system: without, before: system }),
  ];
});

/** What is seen, in words: the choices above, the title, what is unfolded, what is drawn. */
const seen = () =>
  page.evaluate<{ title: string; system: string; question: string }>(
    `((drawing) => ({
      system: document.querySelector('#system').value,
      question: document.querySelector('#question').value,
      title: document.querySelector('h2').textContent,
      answers: [...document.querySelectorAll('.answer')].map((each) => each.textContent),
      arrows: [...drawing.querySelectorAll('.arrow')].map((each) => each.dataset.arrow + ' ' + each.getAttribute('class')),
      chosen: [...drawing.querySelectorAll('.item.chosen, .item:not(.dim)')].map((each) => each.dataset.item),
      claim: document.querySelector('.claims [aria-current]')?.textContent ?? '',
    }))([...document.querySelectorAll('svg.map')].find((each) => each.style.display === ''))`,
  );

/** Goes to another view by its address, and waits until it is shown. */
const follow = (fragment: string) =>
  page.evaluate(
    `new Promise((done) => {
      addEventListener('hashchange', () => done(), { once: true });
      location.hash = ${JSON.stringify(fragment)};
    })`,
  );

/** Of each kind of view one: its system, its question, and what is looked at. */
const KINDS: readonly [
  kind: string,
  index: 0 | 1,
  show: string,
  focus?: (own: Picture) => string,
][] = [
  ['who reaches something', 0, `to:${PROTECTED}`],
  ['what something reaches', 0, `from:${CALLER}`],
  ['everything at once', 0, 'all'],
  ['a node', 0, `node:${CALLER}`],
  ['a claim', 0, CLAIM],
  ['a comparison', 1, 'changes'],
  ['an open answer', 0, `to:${PROTECTED}`, () => `${CALLER} ${PROTECTED} tcp 80`],
  ['a blocked answer', 0, `to:${PROTECTED}`, keyOf((each) => each.verdict === 'blocked')],
  ['an answer of a change', 1, 'changes', keyOf((each) => each.change === 'closed')],
  ['an arrow', 0, `to:${PROTECTED}`, lineOf(`to:${PROTECTED}`)],
];

function keyOf(wanted: (answer: Picture['answers'][number]) => boolean) {
  return (own: Picture) => own.answers.filter(wanted).map(answerKey)[0] ?? 'no such answer';
}

/** The last stretch of the first open way. */
function lineOf(show: string) {
  return (own: Picture) => {
    const [answer] = answersTo(own, show).filter(hasArrow);
    const line = answer && linesOf(answer).at(-1);
    return `line:${line ? lineName(line.from, line.to) : 'no such line'}`;
  };
}

const fragmentOf = ([, index, show, focus]: (typeof KINDS)[number]) =>
  writeView({ system: pictures[index].name, show, focus: focus?.(pictures[index]) });

describe.each(KINDS)('a link to %s', (...kind) => {
  it('shows what was seen when it was copied', async () => {
    const [, index, show, focus] = kind;
    const fragment = fragmentOf(kind);
    await open(pictures, writeView({ system: 'dev', show: 'from:internet' }));
    const first = await seen();
    await follow(fragment);
    const copied = await seen();
    expect(copied).not.toEqual(first);
    expect((await count('.dim')) > 0).toBe(focus !== undefined);
    await page.close();
    await open(pictures, fragment);
    expect(await seen()).toEqual(copied);
    expect(copied).toMatchObject({
      system: pictures[index].name,
      question: show,
      title: titleOf(pictures[index], show),
    });
    expect(errors).toEqual([]);
  });

  it.each(['light', 'dark'])(
    'shows nothing that axe-core finds serious in the %s',
    async (colorScheme) => {
      await open(pictures, fragmentOf(kind), { colorScheme, bypassCSP: true });
      expect(await seriousFindings()).toEqual([]);
    },
  );
});

describe('the way back', () => {
  it('leads through everything that was clicked, one by one, and forward again', async () => {
    await open(pictures, writeView({ system: 'dev', show: `to:${PROTECTED}` }));
    const passed = [{ at: await view(), seen: await seen() }];
    const step = async (act: () => Promise<unknown>) => {
      await act();
      passed.push({ at: await view(), seen: await seen() });
    };
    await step(() => page.click('.answer summary'));
    await step(() => page.click(`[data-item="${CALLER}"] rect`));
    await step(() => page.click(`[data-key="${CLAIM}"]`));
    await step(() => page.selectOption('#question', 'to:internet'));
    await step(() => page.selectOption('#system', 'closing'));
    expect(new Set(passed.map(({ at }) => at)).size).toBe(passed.length);
    for (const expected of passed.slice(0, -1).reverse()) {
      await page.goBack();
      expect({ at: await view(), seen: await seen() }).toEqual(expected);
    }
    for (const expected of passed.slice(1)) {
      await page.goForward();
      expect({ at: await view(), seen: await seen() }).toEqual(expected);
    }
    expect(await texts('h2')).toEqual([titleOf(pictures[1], 'changes')]);
  });
});
