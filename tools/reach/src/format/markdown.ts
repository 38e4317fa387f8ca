import { visibleText } from '@private-lambda/command-line/visible-text';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Between two characters that together would be a mention or a link; it shows nothing. */
const APART = '&ZeroWidthSpace;';

/**
 * Text of somebody else in Markdown, as it stands: no table cell, heading, link, image, HTML, code, mention or reference
 * to an issue comes of it.
 */
export function markdownText(text: string): string {
  return visibleText(text)
    .replace(/[&<>]/g, (character) => ENTITIES[character] ?? character)
    .replace(/[\\`*_~|[\]!]/g, '\\$&')
    .replace(/:\/\//g, `:${APART}//`)
    .replace(/www\./gi, `$&${APART}`)
    .replace(/[@#](?=\w)/g, `$&${APART}`)
    .replace(/^(\s*)([#+-])(?=\s)/, '$1\\$2')
    .replace(/^(\s*\d+)([.)])(?=\s)/, '$1\\$2');
}

/** Lines between fences, of which each is one line and none a fence. */
export function markdownCode(lines: readonly string[]): string[] {
  return [
    '```text',
    ...lines.map((line) => visibleText(line).replace(/^(\s*)(`{3})/, '$1 $2')),
    '```',
  ];
}
