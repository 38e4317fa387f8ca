import { pathToFileURL } from 'node:url';
import { changed } from '../../../reach/test/change-system.ts';
import { arrowsOf } from '../../src/drawing/arrows-of.ts';
import { makePicture } from '../../src/picture/make-picture.ts';
import type { Picture } from '../../src/picture/picture.ts';
import type { Subject } from '../../src/subject/subject.ts';
import { answerKey, answersTo, questionsOf } from '../../src/view/questions.ts';
import { rowsOf } from '../../src/view/rows.ts';
import { writeView } from '../../src/view/view.ts';
import { frozenSubject, topologySubject } from '../make-pictures.ts';
import { seriousFindings } from './axe.ts';
import {
  count,
  errors,
  explained,
  file,
  HOPS,
  open,
  page,
  requests,
  SIZES,
  shownHops,
  texts,
  view,
} from './opened-page.ts';

let dev: Subject;
let picture: Picture;

beforeAll(async () => {
  dev = await frozenSubject('dev');
  picture = await makePicture(dev);
});

const show = (view: string, focus?: string) =>
  writeView({ system: picture.name, show: view, focus });

const focused = () =>
  page.evaluate<string>(
    "document.activeElement?.dataset.item ?? document.activeElement?.dataset.arrow ?? document.activeElement?.id ?? ''",
  );

const PROTECTED = 'private-lambda-protected-api-dev/ApiLambdaFunction';
const CALLER = 'private-lambda-public-caller-dev/ApiLambdaFunction';
const BALANCER = 'private-lambda-protected-api-dev/ApiLoadBalancer';
const arrow = (from: string, to: string) => `[data-arrow="${from} > ${to}"]`;

/** The arrows of answers, each with what it says of them. */
const namesOf = (answers: Parameters<typeof arrowsOf>[0]) =>
  arrowsOf(answers)
    .map(({ name, state }) => `${name} ${state}`)
    .sort();

/** Goes through views, and says what arrows and what hops each shows. */
async function seeEach(fragments: readonly string[]): Promise<[string[][], string[][]]> {
  const seen = await page.evaluate<{ arrows: string[]; hops: string[] }[]>(
    `${JSON.stringify(fragments)}.map((fragment) => {
      history.replaceState(null, '', fragment);
      dispatchEvent(new Event('hashchange'));
      const arrows = [...document.querySelectorAll('.arrow')];
      return {
        arrows: arrows.map((each) => each.dataset.arrow + ' ' + each.classList[1]).sort(),
        hops: (${HOPS}),
      };
    })`,
  );
  return [seen.map(({ arrows }) => arrows), seen.map(({ hops }) => hops)];
}

describe.each([
  ['dev', () => Promise.resolve(dev)],
  ['prod', () => frozenSubject('prod')],
  ['dev with the ECS caller', () => frozenSubject('dev', true)],
  ['a system with unknowns', () => topologySubject('not-modelled')],
])('every question about %s', (_, subjectOf) => {
  it('draws its arrows and no other, and unfolds each answer to what explain says', async () => {
    const subject = await subjectOf();
    const own = await makePicture(subject);
    await open([own]);
    const asked = questionsOf(own).map(({ show }) => ({ show, answers: answersTo(own, show) }));
    const [arrows, hops] = await seeEach(
      asked.flatMap(({ show, answers }) => [
        writeView({ system: own.name, show }),
        ...answers.map((answer) => writeView({ system: own.name, show, focus: answerKey(answer) })),
      ]),
    );
    const expected = asked.flatMap(({ answers }) => [
      { open: answers.filter(({ verdict }) => verdict !== 'blocked'), hops: [] },
      ...answers.map((answer) => ({
        open: answers.filter((each) => each === answer || each.verdict !== 'blocked'),
        hops: explained(subject, answerKey(answer)),
      })),
    ]);
    expect(hops).toEqual(expected.map((each) => each.hops));
    expect(arrows).toEqual(expected.map(({ open }) => namesOf(open)));
    expect(errors).toEqual([]);
  });
});

describe('a click', () => {
  it('on an arrow of one answer shows its hops, and what would close it', async () => {
    await open([picture], show(`node:${BALANCER}`));
    await page.click(`${arrow(CALLER, BALANCER)} text`);
    expect(await shownHops()).toEqual(explained(dev, `${CALLER} ${BALANCER} tcp 80`));
    expect(await texts('.remedy')).toEqual([
      expect.stringContaining('ApiLoadBalancerIngressFromApiClient'),
    ]);
  });

  it('on an arrow that answers share lists those, and leads back to all', async () => {
    await open([picture], show(`to:${PROTECTED}`));
    await page.click(`${arrow(BALANCER, PROTECTED)} text`);
    expect(await count('.answer')).toBe(2);
    await page.click('aside button');
    expect(await count('.answer')).toBeGreaterThan(2);
  });

  it('on a node shows both directions', async () => {
    await open([picture]);
    await page.click(`[data-item="${CALLER}"] rect`);
    expect(await view()).toBe(show(`node:${CALLER}`));
    const answers = answersTo(picture, `node:${CALLER}`);
    expect(answers.every(({ from, to }) => [from, to].includes(CALLER))).toBe(true);
    expect(await count('.answer')).toBe(rowsOf(picture, answers).length);
  });

  it('on a blocked answer draws it as far as it goes', async () => {
    await open([picture], show(`to:${PROTECTED}`));
    await page.click('.answer.blocked summary');
    expect(await count('.arrow.blocked')).toBeGreaterThan(0);
    expect(await texts('.hops li:last-child .hop-step')).toEqual([expect.stringMatching(/^no /)]);
  });

  it('on a claim lights what it was decided by', async () => {
    await open([picture]);
    const id = 'api-clients-reach-the-protected-function';
    await page.click(`[data-key="claim:${id}"]`);
    expect(await texts('h2')).toEqual([picture.claims.find((claim) => claim.id === id)?.says]);
    expect(await count('.answer.reachable')).toBe(3);
    expect(await count('.arrow.reachable')).toBeGreaterThan(2);
  });

  it('on a claim that is violated shows the way and what would close it', async () => {
    const put = 'private-lambda-network-dev/ApiLoadBalancerIngressFromApiClient.CidrIp';
    const system = changed(
      changed(dev.system, { unset: put.replace('CidrIp', 'SourceSecurityGroupId') }),
      { put, value: '0.0.0.0/0' },
    );
    await open([await makePicture({ ...dev, system })]);
    await page.click('[data-key="claim:only-api-clients-are-admitted-to-the-load-balancer"]');
    expect(await texts('.note.violated')).toHaveLength(1);
    expect(await count('.answer.reachable')).toBeGreaterThan(0);
    expect(await texts('.note')).toContainEqual(
      expect.stringMatching(
        /^What would close it: remove or narrow \S+ApiLoadBalancerIngressFromApiClient/,
      ),
    );
  });
});

describe('a comparison', () => {
  it('draws what was opened and what was closed, each with a sign beside its colour', async () => {
    const rule = 'private-lambda-network-dev/ApiLoadBalancerIngressFromApiClient';
    const less = changed(dev.system, { remove: rule });
    await open([await makePicture({ name: 'closing', system: less, before: dev.system })]);
    expect(await texts('.arrow.closed text')).toEqual(['− tcp 80', '− tcp 80']);
    expect(await count('.answer.closed')).toBe(2);
    await page.close();
    await open([await makePicture({ name: 'opening', system: dev.system, before: less })]);
    expect(await texts('.arrow.opened text')).toEqual(['+ tcp 80', '+ tcp 80']);
    await page.click('.answer.opened summary');
    expect((await shownHops()).length).toBeGreaterThan(0);
  });
});

describe('the choices', () => {
  it('show another system and another question', async () => {
    await open([picture, await makePicture(await frozenSubject('prod'))]);
    await page.selectOption('#system', 'prod');
    expect(await texts('h2')).toEqual(['Who reaches protected-api/ApiLambdaFunction?']);
    expect(await count('svg.map')).toBe(1);
    await page.selectOption('#question', 'to:internet');
    expect(await texts('h2')).toEqual(['What reaches the internet?']);
  });

  it.each([
    ['a node', 'dev', 'node:nobody/Nothing'],
    ['a question', 'dev', 'to:nobody/Nothing'],
    ['a claim', 'dev', 'claim:nobody'],
    ['a comparison', 'dev', 'changes'],
    ['a system', 'zz', `to:${PROTECTED}`],
  ])('a link to %s that the file does not have says so', async (_, system, show) => {
    await open([picture], writeView({ system, show }));
    expect(await texts('h2')).toEqual(['This file has no such view.']);
    expect(await texts('aside p')).not.toContain('Nothing.');
    expect(await count('.answer')).toBe(0);
    expect(errors).toEqual([]);
  });
});

describe('the keyboard alone', () => {
  it('finds a name, chooses it, and unfolds an answer', async () => {
    await open([picture]);
    await page.focus('#search');
    await page.keyboard.type('loadbal');
    await page.keyboard.press('Enter');
    expect(await view()).toBe(show(`node:${BALANCER}`));
    await page.focus('.answer summary');
    await page.keyboard.press('Enter');
    expect((await shownHops()).length).toBeGreaterThan(0);
  });

  it('comes to every node and arrow by Tab, and chooses with Enter and space', async () => {
    await open([picture], show(`to:${PROTECTED}`));
    const passed = new Set<string>();
    for (let step = 0; step < 40; step += 1) {
      await page.keyboard.press('Tab');
      passed.add(await focused());
    }
    const arrows = [`${CALLER} > ${BALANCER}`, `${BALANCER} > ${PROTECTED}`];
    expect(
      [...picture.items.map(({ id }) => id), ...arrows].filter((id) => !passed.has(id)),
    ).toEqual([]);
    await page.focus(arrow(CALLER, BALANCER));
    await page.keyboard.press('Enter');
    expect((await shownHops()).length).toBeGreaterThan(0);
    await page.focus(`[data-item="${CALLER}"]`);
    await page.keyboard.press(' ');
    expect(await view()).toBe(show(`node:${CALLER}`));
  });

  it('does not lose its place when an answer is unfolded', async () => {
    await open([picture], show(`to:${PROTECTED}`));
    await page.focus('.answer summary');
    for (const key of ['Enter', 'Escape']) {
      await page.keyboard.press('Enter');
      expect((await shownHops()).length).toBeGreaterThan(0);
      expect(await page.evaluate('document.activeElement?.tagName')).toBe('SUMMARY');
      await page.keyboard.press(key);
      expect(await shownHops()).toEqual([]);
      expect(await page.evaluate('document.activeElement?.tagName')).toBe('SUMMARY');
    }
  });
});

describe.each(Object.entries(SIZES))('axe-core on a %s', (_, viewport) => {
  it.each(['light', 'dark'])('finds nothing serious in the %s', async (colorScheme) => {
    const views = [
      show(`to:${PROTECTED}`, `${CALLER} ${PROTECTED} tcp 80`),
      show(`claim:${picture.claims[0]?.id}`),
    ];
    for (const fragment of views) {
      await open([picture], fragment, { viewport, colorScheme, bypassCSP: true });
      expect(await seriousFindings()).toEqual([]);
      await page.close();
    }
    await open([picture]);
  });
});

describe('the file', () => {
  it('asks for nothing but itself', async () => {
    await open([picture], show('all'));
    expect(requests.map((address) => address.replace(/#.*/, ''))).toEqual([
      `${pathToFileURL(file)}`,
    ]);
  });

  it('refuses a script that were in it all the same', async () => {
    await open([picture]);
    await page.evaluate(
      "{ const added = document.createElement('script'); added.textContent = 'window.acted = 1'; document.body.append(added); }",
    );
    expect(await page.evaluate('window.acted ?? null')).toBeNull();
    expect(errors).toEqual([expect.stringContaining('Content Security Policy')]);
  });
});
