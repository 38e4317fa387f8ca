import { setInSource } from '@private-lambda/subnets/ledger/set-in-source';
import { serviceName } from '../../../config/names.js';
import type { Answers } from './answers.ts';
import type { Draft } from './draft.ts';
import { readProject } from './drafted-config.ts';

const PROJECT = 'config/project.yml';
const TITLE = /^# .*$/m;
/** The badge of the workflow that checks every change, and where it leads. */
const BADGE = /^\[!\[check\]\(.*\)\n\n?/m;
const COPYRIGHT = /^Copyright \(c\) .*$/gm;

/**
 * Puts the name of the project wherever one stands: what is derived from config/project.yml is not among it.
 * @param services the folders of services/
 * @throws InputError PROJECT_VALUE_INVALID, PROJECT_FILE_UNREADABLE
 */
export function renameProject(draft: Draft, answers: Answers, services: readonly string[]): void {
  const before = readProject(draft);
  const { name, prefix, repository, holder } = answers;
  draft.edit(PROJECT, (text) => setInSource(text, 'name', name));
  if (prefix !== undefined) draft.edit(PROJECT, (text) => setInSource(text, 'prefix', prefix));
  const after = readProject(draft);

  const packageName = (text: string) => text.replace(/("name": )"[^"]*"/, `$1"${name}"`);
  const stackNames = (text: string) => withPrefix(text, before.prefix, after.prefix, services);
  // A script draws one of the stacks.
  draft.edit('package.json', (text) => stackNames(packageName(text)));
  draft.edit('package-lock.json', (text) =>
    packageName(text).replace(/("": \{\s*"name": )"[^"]*"/, `$1"${name}"`),
  );
  const title = answers.title ?? (name === before.name ? undefined : titleFrom(name));
  if (title !== undefined)
    draft.edit('README.md', (text) => text.replace(TITLE, () => `# ${title}`));
  if (repository !== undefined) draft.edit('README.md', (text) => withBadge(text, repository));
  if (holder !== undefined) draft.edit('LICENSE', (text) => withHolder(text, holder));
  for (const file of draft.list('docs', '.md')) draft.edit(file, stackNames);
}

const titleFrom = (name: string): string =>
  name
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ');

function withBadge(readme: string, repository: string): string {
  const workflow = `https://github.com/${repository}/actions/workflows/check.yml`;
  const badge = `[![check](${workflow}/badge.svg)](${workflow})\n\n`;
  if (BADGE.test(readme)) return readme.replace(BADGE, () => badge);
  return readme.replace(/^(# .*\n\n)/m, (heading) => `${heading}${badge}`);
}

/** The licence asks that the first line stays: what the user adds gets one of its own. */
function withHolder(licence: string, holder: string): string {
  const [first = '', own] = licence.match(COPYRIGHT) ?? [];
  if (own?.endsWith(` ${holder}`)) return licence;
  const line = `Copyright (c) ${new Date().getFullYear()} ${holder}`;
  return own === undefined
    ? licence.replace(first, () => `${first}\n${line}`)
    : licence.replace(own, () => line);
}

/** Of a page, the names of stacks (and what begins with one), and shell variables that hold the prefix. */
function withPrefix(
  page: string,
  before: string,
  after: string,
  services: readonly string[],
): string {
  const stacks = services.map((service) => serviceName(before, service)).join('|');
  const stack = new RegExp(`(?<![\\w@-])(?:${stacks})(?![a-z])`, 'g');
  return page
    .replace(stack, (found) => `${after}${found.slice(before.length)}`)
    .replace(new RegExp(`^prefix=${before}$`, 'gm'), () => `prefix=${after}`);
}
