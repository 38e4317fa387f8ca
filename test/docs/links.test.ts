import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { listServices } from '@private-lambda/packaging/list-services';
import { repositoryRoot } from '@private-lambda/packaging/repository-root';

const pages = [
  join(repositoryRoot, 'README.md'),
  ...readdirSync(join(repositoryRoot, 'docs')).map((name) => join(repositoryRoot, 'docs', name)),
  ...listServices().map((service) => join(repositoryRoot, 'services', service, 'README.md')),
].filter((file) => file.endsWith('.md') && existsSync(file));

/** As GitHub makes the anchor of a heading. */
const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\- ]/gu, '')
    .replaceAll(' ', '-');

function anchorsOf(file: string): string[] {
  const headings = readFileSync(file, 'utf8').matchAll(/^#+ (.+)$/gm);
  return [...headings].map(([, heading = '']) => anchorOf(heading));
}

/** Links that lead nowhere; what is on the web is not asked. */
function brokenLinks(file: string): string[] {
  const links = readFileSync(file, 'utf8').matchAll(/\]\(([^)\s]+)\)/g);
  return [...links].flatMap(([, link = '']) => {
    if (/^[a-z]+:/.test(link)) return [];
    const [path = '', anchor] = link.split('#');
    const target = path === '' ? file : join(dirname(file), path);
    const [folder] =
      /^(?:tools|services)\/[^/]+(?=\/)/.exec(relative(repositoryRoot, target)) ?? [];
    // Who deletes a tool or a service (docs/testing.md) may keep the pages that lead into it.
    if (folder !== undefined && !existsSync(join(repositoryRoot, folder))) return [];
    const leads =
      existsSync(target) && (anchor === undefined || anchorsOf(target).includes(anchor));
    return leads ? [] : [link];
  });
}

it.each(pages.map((file) => relative(repositoryRoot, file)))(
  'every link of %s leads somewhere',
  (page) => {
    expect(brokenLinks(join(repositoryRoot, page))).toEqual([]);
  },
);
