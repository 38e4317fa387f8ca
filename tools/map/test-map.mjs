/** `npm run test:map`: the page of `npm run map` in a browser. Options go to Jest. */
import { runJest } from '../own-tests.mjs';
import { findBrowser } from './start-browser.mjs';

runJest('map', { MAP_BROWSER: JSON.stringify(await findBrowser()) });
