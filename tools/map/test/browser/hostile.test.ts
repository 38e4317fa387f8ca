import { makeDrawing, makePicture } from '../../src/picture/make-picture.ts';
import { drawSvg } from '../../src/svg/draw-svg.ts';
import { answerKey, answersTo, questionsOf } from '../../src/view/questions.ts';
import { writeView } from '../../src/view/view.ts';
import { HOSTILE, HOSTILE_NAMES, hostileSubject } from '../hostile-subject.ts';
import { errors, folder, go, open, page, requests, texts } from './opened-page.ts';

/** Elements of the page that no name has made. */
const OWN = 'html head meta title style body header h1 h2 h3 label select option input div button'
  .concat(' main svg rect g text path aside noscript script ul ol li p strong span details')
  .concat(' summary section');

/** Elements and attributes of a drawing: none of them loads, leads or acts. */
const OF_DRAWING = new Set(
  'svg title style rect g text path xmlns class width height viewBox x y rx d text-anchor'.split(
    ' ',
  ),
);

describe('hostile names', () => {
  it('are shown by every view, and none of them acts', async () => {
    const hostile = await makePicture(await hostileSubject(folder));
    await open([hostile]);
    for (const question of [
      ...questionsOf(hostile),
      { show: 'claim:the-client-reaches-the-server' },
    ]) {
      await go(writeView({ system: hostile.name, show: question.show }));
      for (const answer of answersTo(hostile, question.show)) {
        await go(
          writeView({ system: hostile.name, show: question.show, focus: answerKey(answer) }),
        );
      }
    }
    expect(await texts('h2')).toEqual([HOSTILE]);
    expect(await page.evaluate('window.acted ?? null')).toBeNull();
    expect(await page.evaluate("document.querySelectorAll('img, b').length")).toBe(0);
    expect(errors).toEqual([]);
    expect(requests).toHaveLength(1);
  });

  it.each(HOSTILE_NAMES)('are text in the page and in the SVG: %j', async (name) => {
    const subject = await hostileSubject(folder, name);
    await open([await makePicture(subject)]);
    await go(writeView({ system: name, show: 'claim:the-client-reaches-the-server' }));
    await page.click('.answer summary');
    const strange = await page.evaluate<string[]>(
      `[...document.querySelectorAll('*')].map(({ localName }) => localName).filter((tag) => !${JSON.stringify(OWN.split(' '))}.includes(tag))`,
    );
    expect(errors).toEqual([]);
    const svg = drawSvg(await makeDrawing(subject, 'all'));
    const drawn = await page.evaluate<string[]>(
      `[...new DOMParser().parseFromString(${JSON.stringify(svg)}, 'image/svg+xml').querySelectorAll('*')].flatMap(({ localName, attributes }) => [localName, ...[...attributes].map((each) => each.name)])`,
    );
    expect(strange).toEqual([]);
    expect([...new Set(drawn)].filter((each) => !OF_DRAWING.has(each))).toEqual([]);
    expect(await page.evaluate('window.acted ?? null')).toBeNull();
    expect(requests).toHaveLength(1);
  });
});

describe('a hostile address', () => {
  it.each([
    ['a system that is HTML', '#system=<img src=x onerror=window.acted=1>&show=<b>x</b>'],
    ['a name that is HTML', '#show=to:%3Cimg src=x onerror=window.acted%3D1%3E%3Cb%3E'],
    ['names that every object has', '#system=__proto__&show=constructor'],
    ['a claim of such a name', '#show=claim:__proto__'],
    ['a question of such a name', '#show=toString:internet'],
    ['bytes that are no text', '#show=node:internet&focus=%00%ff'],
    ['half a character', '#%E0%A4%A'],
    ['the end of a selector', '#show=all&focus=line:%22%5D%20%2C%20%5Bdata-key%3D%22'],
    ['80,000 characters', `#show=to:${'long'.repeat(20_000)}`],
  ])('acts no more than any other, and breaks nothing: %s', async (_, fragment) => {
    await open([await makePicture(await hostileSubject(folder, 'app'))], fragment);
    expect(await texts('h2')).toHaveLength(1);
    expect(await page.evaluate('window.acted ?? null')).toBeNull();
    expect(await page.evaluate("document.querySelectorAll('img, b').length")).toBe(0);
    expect(errors).toEqual([]);
    expect(requests).toHaveLength(1);
  });
});
