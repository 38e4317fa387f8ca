import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '@private-lambda/packaging/repository-root';
import * as v from 'valibot';
import { parse } from 'yaml';

const composeSchema = v.object({
  services: v.record(
    v.string(),
    v.object({ dependsOn: v.optional(v.union([v.string(), v.array(v.string())]), []) }),
  ),
});

/**
 * The services of `serverless-compose.yml`, each after those it depends on: the order of a deploy, and reversed that
 * of a removal.
 */
export function readServiceOrder(root = repositoryRoot): readonly string[] {
  const file = join(root, 'serverless-compose.yml');
  const { services } = v.parse(composeSchema, parse(readFileSync(file, 'utf8')));
  const ordered = new Set<string>();
  const add = (service: string) => {
    for (const dependency of [services[service]?.dependsOn ?? []].flat()) add(dependency);
    ordered.add(service);
  };
  for (const service of Object.keys(services)) add(service);
  return [...ordered];
}
