import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import {
  type PackagedTemplate,
  packageTemplates,
} from '@private-lambda/packaging/package-templates';
import { readResources, type StageResources } from './stage-resources.ts';
import { readSettings } from './stage-settings.ts';

export interface StageSource {
  readonly stage: string;
  /** A copy of the repository in which nothing else packages meanwhile. */
  readonly root: string;
  readonly region: string;
}

/**
 * Packages a stage, with the network that it uses.
 * @param services those to package anew
 * @param known packages of the others, from another copy that is the same for them
 */
export async function packageStage(
  { stage, root, region }: StageSource,
  services?: readonly string[],
  known: readonly PackagedTemplate[] = [],
): Promise<{ readonly packaged: readonly PackagedTemplate[]; readonly resources: StageResources }> {
  const settings = await readSettings(stage, root);
  const outputDirectory = mkdtempSync(join(root, 'packaged-'));
  const stages = [...new Set([stage, settings.networkStage])];
  const fresh = await packageTemplates({
    stages,
    outputDirectory,
    root,
    ...(services && { services }),
  });
  const isFresh = (one: PackagedTemplate) =>
    fresh.some(({ service, stage: of }) => service === one.service && of === one.stage);
  const packaged = [...fresh, ...known.filter((one) => !isFresh(one))];
  return { packaged, resources: await readResources(stage, settings, region, packaged) };
}
