import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { listServices } from '@private-lambda/packaging/list-services';

/**
 * The services whose package depends on a stage key: whose YAML, or YAML that it includes, names the parameter.
 * @param root a copy of the repository
 */
export function servicesThatRead(keys: readonly string[], root: string): string[] {
  return listServices(root).filter((service) => {
    const text = sourceText(join(root, 'services', service));
    return keys.some((key) => new RegExp(`param:${key}\\b`).test(text));
  });
}

function sourceText(directory: string): string {
  const own = readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.yml') && !name.includes('node_modules'))
    .map((name) => join(directory, name));
  const texts = own.map((file) => readFileSync(file, 'utf8'));
  const included = texts.flatMap((text) =>
    [...text.matchAll(/file\((\.\.\/[^):]+\.yml)\)/g)].map(([, path]) =>
      resolve(directory, path ?? ''),
    ),
  );
  return [...texts, ...included.map((file) => readFileSync(file, 'utf8'))].join('\n');
}
