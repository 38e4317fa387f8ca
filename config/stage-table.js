/**
 * The table of docs/stages.md, from the schema and the defaults. `npm run docs:stages` writes it, a test compares it.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import * as v from 'valibot';
import { replaceFile } from '../tools/command-line/src/replace-file.js';
import { runScript } from '../tools/command-line/src/run-script.js';
import { configDirectory } from './config-directory.js';
import { isMap, readYamlMap } from './read-yaml-map.js';
import { stageSchema } from './stage-schema.js';

/** Absolute path. */
export const page = fileURLToPath(new URL('../docs/stages.md', import.meta.url));
const TABLE = /^\| key \|(?:.*\n)+?(?!\|)/m;

/** Markdown: one row for each key, in the order of the schema. */
export function stageTable() {
  const defaults = readYamlMap(join(configDirectory, 'defaults.yml'), 'STAGE_FILE_UNREADABLE');
  const rows = Object.entries(stageSchema.entries).map(
    ([key, schema]) =>
      `| \`${key}\` | ${describeDefault(defaults[key])} | ${v.getDescription(schema)} |`,
  );
  return ['| key | default | meaning |', '|---|---|---|', ...rows, ''].join('\n');
}

/**
 * @param {string} text of the page
 * @returns {string} with the table as it has to be
 * @throws {Error} for a page that has no table
 */
export function withTable(text) {
  if (!TABLE.test(text)) {
    throw new Error('docs/stages.md has no table that begins with "| key |"; expected one');
  }
  return text.replace(TABLE, () => stageTable());
}

/** @param {unknown} value @returns {string} */
function describeDefault(value) {
  if (value === undefined || value === '') return 'none';
  if (!isMap(value)) return `\`${value}\``;
  const inner = Object.entries(value);
  if (inner.length === 0) return 'none';
  if (inner.some(([, each]) => isMap(each))) return 'see `config/defaults.yml`';
  return inner.map(([key, each]) => `${key} ${each}`).join(', ');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await runScript('npm run docs:stages', '', ([argument]) => {
    if (argument !== undefined) return `found ${argument}, expected no argument`;
    replaceFile(page, withTable(readFileSync(page, 'utf8')));
    return undefined;
  });
}
