import { isAbsolute, relative } from 'node:path';
import { templateOf } from './logical-id.ts';
import type { System } from './system.ts';

/** A file as a person would name it here: by its way from the working folder, unless it lies outside. */
function shownFile(file: string): string {
  const path = relative(process.cwd(), file);
  return path === '' || path.startsWith('..') || isAbsolute(path) ? file : path;
}

/** The template that a resource stands in, in brackets; nothing for what stands in none. */
export function fileOf(id: string, { templates }: System): string {
  const template = templateOf(id, templates);
  return template ? ` (${shownFile(template.file)})` : '';
}
