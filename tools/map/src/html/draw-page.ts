import { createHash } from 'node:crypto';
import { drawPicture } from '../drawing/draw-picture.ts';
import { escapeText, toMarkup } from '../drawing/shape.ts';
import { PAGE_DRAWING_STYLE } from '../drawing/style.ts';
import { packPictures } from '../picture/pack.ts';
import type { Picture } from '../picture/picture.ts';
import { PAGE_STYLE } from './page-style.ts';

const TITLE = 'Who can reach whom';

/**
 * The file: pictures, answers and the script that shows them. Its policy lets nothing be loaded or sent, and no other
 * script or style act than these, so that a name out of a template is text even where one were forgotten to be escaped.
 * @param script the page's own, as JavaScript
 */
export function drawPage(pictures: readonly Picture[], script: string): string {
  const style = `${PAGE_STYLE}${PAGE_DRAWING_STYLE}`;
  const policy = [
    "default-src 'none'",
    `script-src '${hashOf(script)}'`,
    `style-src '${hashOf(style)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeText(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${TITLE}</title>
<style>${style}</style>
</head>
<body>
<header>
<h1>${TITLE}</h1>
<label class="system">system<select id="system"></select></label>
<label>question<select id="question"></select></label>
<label class="search">search<input id="search" type="search" autocomplete="off" placeholder="a name"></label>
<div class="zoom" role="group" aria-label="size of the picture"><button id="smaller" aria-label="smaller">−</button> <button id="larger" aria-label="larger">+</button> <button id="fit">fit</button></div>
</header>
<main id="picture" aria-label="the network" tabindex="0">
${pictures.map((picture) => toMarkup(drawPicture(picture, TITLE, []))).join('\n')}
</main>
<aside id="answers" aria-label="answers" tabindex="0"><noscript>The answers are shown by the script in this file.</noscript></aside>
<script type="application/json" id="data">${scriptText(packPictures(pictures))}</script>
<script>${script}</script>
</body>
</html>
`;
}

/** JSON that ends no script element, whatever its texts are. */
const scriptText = (json: string) => json.replaceAll('<', '\\u003c');

const hashOf = (text: string) => `sha256-${createHash('sha256').update(text).digest('base64')}`;
