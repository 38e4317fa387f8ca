import { createRequire } from 'node:module';
import { join } from 'node:path';

/** Of Playwright's `Page`, what the tests use. */
export interface Page {
  goto(address: string): Promise<unknown>;
  goBack(): Promise<unknown>;
  goForward(): Promise<unknown>;
  click(selector: string): Promise<void>;
  fill(selector: string, text: string): Promise<void>;
  focus(selector: string): Promise<void>;
  selectOption(selector: string, value: string): Promise<unknown>;
  evaluate<T>(script: string): Promise<T>;
  waitForSelector(selector: string): Promise<unknown>;
  close(): Promise<void>;
  readonly keyboard: { press(key: string): Promise<void>; type(text: string): Promise<void> };
  on(event: 'request', listener: (request: { url(): string }) => void): void;
  on(event: 'pageerror', listener: (error: Error) => void): void;
  on(event: 'console', listener: (message: { type(): string; text(): string }) => void): void;
}

export interface Browser {
  newPage(options: object): Promise<Page>;
  close(): Promise<void>;
}

/** Of an installation of its own: ../../browser. */
const own = createRequire(join(__dirname, '..', '..', 'browser', 'package.json'));

/** @throws Error unless `npm run test:map` has said where the browser is */
export function startBrowser(): Promise<Browser> {
  const started: { readonly chromium: { launch(options: object): Promise<Browser> } } =
    own('playwright-core');
  return started.chromium.launch(JSON.parse(process.env['MAP_BROWSER'] ?? ''));
}
