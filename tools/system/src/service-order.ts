import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '@private-lambda/command-line/input-error';
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
 * @throws InputError COMPOSE_CIRCLE for services that depend on each other in a circle
 */
export function readServiceOrder(root = repositoryRoot): readonly string[] {
  const file = join(root, 'serverless-compose.yml');
  const { services } = v.parse(composeSchema, parse(readFileSync(file, 'utf8')));
  const ordered = new Set<string>();
  const add = (service: string, waiting: readonly string[]) => {
    if (ordered.has(service)) return;
    const way = [...waiting, service];
    if (waiting.includes(service)) refuseCircle(way.slice(way.indexOf(service)));
    for (const next of [services[service]?.dependsOn ?? []].flat()) add(next, way);
    ordered.add(service);
  };
  for (const service of Object.keys(services)) add(service, []);
  return [...ordered];
}

function refuseCircle(way: readonly string[]): never {
  throw new InputError(
    'COMPOSE_CIRCLE',
    `serverless-compose.yml: found dependsOn in a circle: ${way.join(' -> ')}; expected services that can be deployed one after the other`,
  );
}
