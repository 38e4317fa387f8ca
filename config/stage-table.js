/**
 * The table of docs/stages.md, from the schema and the defaults. `npm run docs:stages` writes it, a test compares it.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import * as v from 'valibot';
import { replaceFile } from '../tools/command-line/src/replace-file.js';
import { configDirectory } from './config-directory.js';
import { isMap, readYamlMap } from './read-yaml-map.js';
import { stageSchema } from './stage-schema.js';

const page = fileURLToPath(new URL('../docs/stages.md', import.meta.url));
/** As of every tool (tools/command-line/src/run-command-line.ts). */
const EXIT_BAD_INPUT = 2;
const EXIT_UNEXPECTED = 70;
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

/** The table that stands in docs/stages.md. */
export const writtenTable = () => TABLE.exec(readFileSync(page, 'utf8'))?.[0];

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
  const [option] = process.argv.slice(2);
  if (option === undefined) write();
  else {
    process.stderr.write('Usage: npm run docs:stages\n');
    process.exitCode = option === '--help' ? 0 : EXIT_BAD_INPUT;
  }
}

/** It has no output that could break: the page is what it writes. */
function write() {
  try {
    replaceFile(
      page,
      readFileSync(page, 'utf8').replace(TABLE, () => stageTable()),
    );
  } catch (error) {
    process.stderr.write(`docs:stages: ${error instanceof Error ? error.message : error}\n`);
    process.exitCode = EXIT_UNEXPECTED;
  }
}
