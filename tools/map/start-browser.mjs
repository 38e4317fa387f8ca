/** The Chromium of `browser/`, which is installed there when it is first asked for. */
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { installIn } from '../own-tests.mjs';

const folder = fileURLToPath(new URL('./browser', import.meta.url));

/**
 * Unpacks the browser.
 * @returns {Promise<{ executablePath: string, args: string[] }>} what Playwright starts it with
 */
export async function findBrowser() {
  installIn(folder);
  const own = createRequire(`${folder}/package.json`);
  const { default: chromium } = await import(
    pathToFileURL(own.resolve('@sparticuz/chromium')).href
  );
  // In one process, the whole browser would end with its first page.
  const args = chromium.args.filter((/** @type {string} */ each) => each !== '--single-process');
  return { executablePath: await chromium.executablePath(), args };
}
