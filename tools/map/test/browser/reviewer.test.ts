import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadStacks } from '../../../reach/test/change-system.ts';
import { SMALL_TEMPLATE } from '../../../reach/test/make-system.ts';
import { makePicture } from '../../src/picture/make-picture.ts';
import type { Picture } from '../../src/picture/picture.ts';
import type { Subject } from '../../src/subject/subject.ts';
import { frozenSubject } from '../make-pictures.ts';
import {
  count,
  explained,
  folder,
  open,
  page,
  SIZES,
  shownHops,
  texts,
  view,
} from './opened-page.ts';

const PROTECTED = 'private-lambda-protected-api-dev/ApiLambdaFunction';
const CALLER = 'private-lambda-public-caller-dev/ApiLambdaFunction';

let dev: Subject;
let picture: Picture;

beforeAll(async () => {
  dev = await frozenSubject('dev');
  picture = await makePicture(dev);
});

/** One of its clients exists only in one of the outcomes of a condition. */
async function severalOutcomes(): Promise<Subject> {
  const file = join(folder, 'several.json');
  const policyFile = join(folder, 'several-claims.json');
  const { Resources } = SMALL_TEMPLATE;
  const template = {
    Parameters: { Given: { Type: 'String' } },
    Conditions: { IsOn: { 'Fn::Equals': [{ Ref: 'Given' }, 'a'] } },
    Resources: { ...Resources, Other: { ...Resources.Client, Condition: 'IsOn' } },
  };
  const reachable = { from: 'app/Client', to: 'app/Server', ports: 443 };
  const claims = [
    { id: 'holds', says: 'It is reached.', reachable },
    { id: 'fails', says: 'It is never reached.', blocked: reachable },
  ];
  writeFileSync(file, JSON.stringify(template));
  writeFileSync(policyFile, JSON.stringify({ version: 1, stacks: { app: 'app' }, claims }));
  return { name: 'several', system: await loadStacks([['app', file]]), policy: { policyFile } };
}

describe('a reviewer', () => {
  it('sees why the protected function is private, and what would close its ways, without a click', async () => {
    await open([picture]);
    expect(await texts('.short strong')).toEqual([
      'No connection from the internet reaches it.',
      'It is invoked by one door.',
      'public-caller/ApiLambdaFunction reaches it on tcp 80.',
    ]);
    const [why, door, remedy] = await texts('.short .note');
    expect(why).toMatch(/PrivateRouteTableA to the internet leads to \S+NatGatewayA/);
    expect(door).toMatch(/^load-balancer \S+ApiListener$/);
    expect(remedy).toMatch(/^What would close it: remove or narrow \S+IngressFromApiClient /);
  });

  it('comes to the hops of each by one click, and keeps the keyboard there', async () => {
    await open([picture]);
    const key = `${CALLER} ${PROTECTED} tcp 80`;
    await page.click(`.short [data-key="answer ${key}"]`);
    expect(await shownHops()).toEqual(explained(dev, key));
    expect(await page.evaluate('document.activeElement?.tagName')).toBe('SUMMARY');
  });

  it('sees what passes a gateway', async () => {
    await open([await makePicture(await frozenSubject('dev', true))]);
    await page.click('[data-item$="/NatGatewayA"] rect');
    expect(await texts('h2')).toEqual(['What passes network/NatGatewayA?']);
    expect(await count('.answer.reachable')).toBeGreaterThan(0);
    expect(await count('.answer.blocked')).toBe(0);
  });

  it('can have the whole picture in sight', async () => {
    await open([picture], '', { viewport: SIZES.phone });
    const isCut = () =>
      page.evaluate(
        "(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)(document.querySelector('main'))",
      );
    expect(await isCut()).toBe(true);
    await page.click('#fit');
    expect(await isCut()).toBe(false);
  });
});

describe('a system of several outcomes', () => {
  it('says of a claim that its answers are not shown, and what speaks against it', async () => {
    const subject = await severalOutcomes();
    await open([await makePicture(subject)]);
    await page.click('[data-key="claim:holds"]');
    expect(await texts('.note')).toContainEqual(
      expect.stringMatching(/^The conditions of the templates have several outcomes/),
    );
    expect(await count('.answer')).toBe(0);
    expect(await texts('aside p')).not.toContain('Nothing.');
    await page.click('[data-key="claim:fails"]');
    expect(await texts('.note.violated, .note.undecided')).toHaveLength(1);
    await page.selectOption('#question', 'from:app/Other');
    await page.click('.answer.unknown summary');
    const [key = ''] = new URLSearchParams((await view()).slice(1)).getAll('focus');
    expect(await shownHops()).toEqual(explained(subject, key));
    expect(await texts('.hop-step')).toContainEqual(expect.stringContaining('condition'));
  });
});
