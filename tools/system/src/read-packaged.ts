import { readFileSync } from 'node:fs';
import type { PackagedTemplate } from '@private-lambda/packaging/package-templates';
import * as v from 'valibot';

const resourceSchema = v.object({
  Type: v.string(),
  Condition: v.optional(v.string()),
  DeletionPolicy: v.optional(v.string()),
  Properties: v.optional(v.record(v.string(), v.unknown()), {}),
});

const templateSchema = v.object({ Resources: v.record(v.string(), resourceSchema) });

/** A resource as the template states it; of what it depends on (conditions, parameters) nothing is worked out. */
export interface PackagedResource {
  readonly logicalId: string;
  readonly type: string;
  /** It exists only where this condition of the template holds. */
  readonly condition: string | undefined;
  readonly deletionPolicy: string | undefined;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** The resources of a packaged template, in its order. */
export function readPackaged({
  templateFile,
}: Pick<PackagedTemplate, 'templateFile'>): readonly PackagedResource[] {
  return parseResources(readFileSync(templateFile, 'utf8'));
}

/** @param template as osls writes it, and CloudFormation keeps it: JSON */
export function parseResources(template: string): readonly PackagedResource[] {
  const { Resources } = v.parse(templateSchema, JSON.parse(template));
  return Object.entries(Resources).map(([logicalId, resource]) => ({
    logicalId,
    type: resource.Type,
    condition: resource.Condition,
    deletionPolicy: resource.DeletionPolicy,
    properties: resource.Properties,
  }));
}
