import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repositoryRoot } from '@private-lambda/packaging/repository-root';
import { stackNameOf } from '@private-lambda/system/stack-name';
import { drawPage } from '../../src/html/draw-page.ts';
import { makeDrawing, makePicture } from '../../src/picture/make-picture.ts';
import { unpackPictures } from '../../src/picture/pack.ts';
import { drawSvg } from '../../src/svg/draw-svg.ts';
import { HOSTILE, hostileSubject } from '../hostile-subject.ts';
import { frozenSubject } from '../make-pictures.ts';

// Each test draws a system or two.
jest.setTimeout(60_000);

const folder = mkdtempSync(join(tmpdir(), 'map-'));
afterAll(() => rmSync(folder, { recursive: true }));

const SCRIPT = 'console.log("a script");';
const hashOf = (text = '') => createHash('sha256').update(text).digest('base64');
const insideOf = (tag: string, page: string) =>
  [...page.matchAll(new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`, 'g'))].map(([, text]) => text);

describe('the page', () => {
  it('lets no script and no style act but its own, and loads and sends nothing', async () => {
    const page = drawPage([await makePicture(await frozenSubject('dev'))], SCRIPT);
    const [, policy = ''] = /Content-Security-Policy" content="([^"]+)"/.exec(page) ?? [];
    const [style] = insideOf('style', page);
    expect(insideOf('script', page)).toEqual([SCRIPT]);
    expect(policy.split('; ')).toEqual([
      "default-src 'none'",
      `script-src 'sha256-${hashOf(SCRIPT)}'`,
      `style-src 'sha256-${hashOf(style)}'`,
      "base-uri 'none'",
      "form-action 'none'",
    ]);
    expect(page).not.toMatch(/\s(src|href|style|on\w+)=/);
  });

  it('has names out of templates as text only', async () => {
    const page = drawPage([await makePicture(await hostileSubject(folder))], SCRIPT);
    expect(page).toContain('\\u003cscript>window.acted=1');
    expect(page).not.toMatch(/<(img|b)\b/);
    expect(page.match(/<script/g)?.length).toBe(2);
    const [, json = ''] = /id="data">([\s\S]*?)<\/script>/.exec(page) ?? [];
    expect(unpackPictures(json)[0]?.name).toBe(HOSTILE);
  });

  it('has the whole of every picture in it', async () => {
    const picture = await makePicture(await frozenSubject('dev'));
    const [, json = ''] = /id="data">([\s\S]*?)<\/script>/.exec(drawPage([picture], SCRIPT)) ?? [];
    expect(unpackPictures(json)).toEqual([JSON.parse(JSON.stringify(picture))]);
  });

  it('is below a megabyte for this project, with the ECS caller', async () => {
    const pictures = [
      await makePicture(await frozenSubject('dev', true)),
      await makePicture(await frozenSubject('prod', true)),
    ];
    expect(drawPage(pictures, SCRIPT).length).toBeLessThan(1_000_000);
  });
});

describe('the SVG', () => {
  it('has names out of templates as text only', async () => {
    const svg = drawSvg(await makeDrawing(await hostileSubject(folder), 'all'));
    expect(svg).toContain('&lt;/script&gt;');
    expect(svg).not.toMatch(/<(script|img|b)\b/);
  });

  it('is the same for the same templates, byte by byte', async () => {
    const draw = async () => drawSvg(await makeDrawing(await frozenSubject('dev')));
    expect(await draw()).toBe(await draw());
  });

  it('has every colour where it is used, for renderers that know no variables', async () => {
    const svg = drawSvg(await makeDrawing(await frozenSubject('dev')));
    expect(svg).toContain('.map .paper{fill:#fff}');
    expect(svg).not.toContain('var(');
  });

  it('shows the arrows of its question, and no other', async () => {
    const svg = drawSvg(await makeDrawing(await frozenSubject('dev')));
    expect(svg.match(/class="arrow reachable"/g)?.length).toBe(2);
    expect(svg).not.toMatch(/class="arrow (unknown|blocked)/);
  });

  it('has nothing in it that its question is not about', async () => {
    const { picture } = await makeDrawing(await frozenSubject('dev'));
    expect(picture.items.map(({ label }) => label).sort()).toEqual([
      'ApiLambdaFunction',
      'ApiLambdaFunction',
      'ApiLoadBalancer',
    ]);
  });

  it('is refused for a question that nobody can ask of it', async () => {
    await expect(makeDrawing(await frozenSubject('dev'), 'to:nobody')).rejects.toThrow(
      /--show to:nobody: not in this picture/,
    );
  });
});

describe('docs/network.svg', () => {
  it('is what the templates make (npm run docs:network)', async () => {
    const drawn = readFileSync(join(repositoryRoot, 'docs', 'network.svg'), 'utf8');
    const caller = `node:${stackNameOf('public-caller', 'dev')}/ApiLambdaFunction`;
    expect(drawSvg(await makeDrawing(await frozenSubject('dev'), caller))).toBe(drawn);
  });
});
