import { paginateListExports } from '@aws-sdk/client-cloudformation';
import type { Account } from '@private-lambda/aws/account';
import type { PlannedStack } from './deployment.ts';

/**
 * Does somebody export what the stacks import? What this deploy makes itself comes in its order; what a condition
 * decides is left to CloudFormation.
 * @returns one line for each stack that lacks something
 */
export async function checkImports(
  { cloudFormation: client }: Account,
  stacks: readonly PlannedStack[],
): Promise<readonly string[]> {
  const wanted = stacks.map(({ service, resources }) => ({
    service,
    names: resources
      .flatMap(({ condition, properties }) => (condition ? [] : importsOf(properties)))
      .filter((name) => !stacks.some((stack) => stack.name === exporterOf(name))),
  }));
  if (wanted.every(({ names }) => names.length === 0)) return [];
  const exported = new Set<string | undefined>();
  for await (const { Exports = [] } of paginateListExports({ client }, {})) {
    for (const { Name } of Exports) exported.add(Name);
  }
  return wanted.flatMap(({ service, names }) => {
    const missing = [...new Set(names)].filter((name) => !exported.has(name));
    if (missing.length === 0) return [];
    const exporters = [...new Set(missing.map(exporterOf))];
    return `${service}: nothing exports ${missing.join(' and ')}; expected a deploy of ${exporters.join(' and ')} first, as its stage file is now`;
  });
}

/** Exports are called `<stack>-<output>`, and an output has no hyphen. */
function exporterOf(name: string): string {
  return name.slice(0, name.lastIndexOf('-'));
}

/** The names in every `Fn::ImportValue` that no `Fn::If` decides about. */
function importsOf(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    if (key === 'Fn::If') return [];
    return key === 'Fn::ImportValue' && typeof inner === 'string' ? [inner] : importsOf(inner);
  });
}
