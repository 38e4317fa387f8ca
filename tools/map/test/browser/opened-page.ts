import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { repositoryRoot } from '@private-lambda/packaging/repository-root';
import { Analysis } from 'cfn-reach/src/analysis/analysis.ts';
import { drawPage } from '../../src/html/draw-page.ts';
import type { Picture } from '../../src/picture/picture.ts';
import type { Subject } from '../../src/subject/subject.ts';
import { type Browser, type Page, startBrowser } from './browser.ts';

// A browser starts, on whatever machine.
jest.setTimeout(120_000);

export const folder = mkdtempSync(join(tmpdir(), 'map-browser-'));
export const file = join(folder, 'map.html');
let browser: Browser;
let script: string;
/** The page that a test has opened, what it has asked for, and what it complains of. */
export let page: Page;
export let requests: string[] = [];
export let errors: string[] = [];

beforeAll(async () => {
  browser = await startBrowser();
  const build = [join(repositoryRoot, 'tools', 'build.mjs'), 'map', join(folder, 'bundle')];
  execFileSync(process.execPath, build);
  script = readFileSync(join(folder, 'bundle', 'page.js'), 'utf8');
});

afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true });
});

afterEach(() => page.close());

export const SIZES = {
  phone: { width: 390, height: 844 },
  laptop: { width: 1366, height: 768 },
  projector: { width: 1920, height: 1080 },
};

/** Opens the file of some pictures. */
export async function open(
  pictures: readonly Picture[],
  fragment = '',
  options: object = {},
): Promise<void> {
  writeFileSync(file, drawPage(pictures, script));
  page = await browser.newPage({ viewport: SIZES.laptop, ...options });
  requests = [];
  errors = [];
  page.on('request', (request) => requests.push(request.url()));
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => errors.push(message.text()));
  await page.goto(`${pathToFileURL(file)}${fragment}`);
}

/** Opens one view of the page that is open. */
export const go = (fragment: string) =>
  page.evaluate(`location.hash = ${JSON.stringify(fragment)}`);

export const texts = (selector: string) =>
  page.evaluate<string[]>(
    `[...document.querySelectorAll(${JSON.stringify(selector)})].filter((each) => each.checkVisibility()).map((each) => each.textContent)`,
  );

export const count = async (selector: string) => (await texts(selector)).length;
export const view = () => page.evaluate<string>('location.hash');

const analyses = new Map<Subject, Analysis>();

function analysisOf(subject: Subject): Analysis {
  const analysis = analyses.get(subject) ?? new Analysis(subject.system);
  analyses.set(subject, analysis);
  return analysis;
}

/** What `explain` prints of the hops, and what the page shows. */
export const explained = (subject: Subject, key: string) => {
  const [from = '', to = '', protocol, port] = key.split(' ');
  const question = {
    from,
    to,
    protocol: protocol === 'udp' ? ('udp' as const) : ('tcp' as const),
    port: Number(port),
  };
  const { hops } = analysisOf(subject).explain(question);
  return hops.map(
    ({ at, step, allowed, unknown, because }) =>
      `${allowed ? 'ok' : unknown ? '?' : 'no'} ${step} ${at}: ${because}`,
  );
};

/** The hops that are unfolded, without the line of their file. */
export const HOPS =
  "[...document.querySelectorAll('.hops li')].map((each) => [...each.childNodes].slice(0, -1).map((part) => part.textContent).join(''))";
export const shownHops = () => page.evaluate<string[]>(HOPS);
