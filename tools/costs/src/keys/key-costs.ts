// biome-ignore lint/style/noRestrictedImports: into a copy of the repository
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '@private-lambda/command-line/input-error';
import { temporaryDirectory } from '@private-lambda/command-line/temporary-directory';
import { mapSideBySide } from '@private-lambda/packaging/map-side-by-side';
import type { PackagedTemplate } from '@private-lambda/packaging/package-templates';
import { stringify } from 'yaml';
import { NETWORK_KEYS } from '../../../../config/stage-schema.js';
import { costsOf } from '../parts/stage-costs.ts';
import type { PriceList } from '../prices/price-list.ts';
import { packageStage, type StageSource } from '../stage/package-stage.ts';
import { copyWorkTree } from '../stage/repository-copy.ts';
import { type Alternative, alternativesOf } from './alternatives.ts';
import { servicesThatRead } from './services-that-read.ts';

/** What a stage would cost with one key changed. */
export interface KeyCosts extends Omit<Alternative, 'file'> {
  /** More or less a month, or why the stage would be refused. */
  readonly change: { readonly cents: number } | { readonly refused: string };
}

/**
 * Packages the stage once for every other value of every key, the services that read the key only, and compares.
 * @param packaged the stage as it is
 * @param parent an existing folder for the copies, the caller's to remove
 */
export async function keyCosts(
  source: StageSource,
  packaged: readonly PackagedTemplate[],
  totalCents: number,
  prices: PriceList,
  parent: string,
): Promise<KeyCosts[]> {
  return mapSideBySide(
    alternativesOf(source.stage, join(source.root, 'config')),
    async ({ file, ...alternative }) => {
      using directory = temporaryDirectory('key-', parent);
      const root = copyWorkTree(directory.path);
      try {
        writeFileSync(join(root, 'config', 'stages', `${source.stage}.yml`), stringify(file));
        const services = servicesThatRead(changedKeys(alternative.key), root);
        const { resources } = await packageStage({ ...source, root }, services, packaged);
        const { totalCents: then } = costsOf(resources, prices);
        return { ...alternative, change: { cents: then - totalCents } };
      } catch (error) {
        if (!(error instanceof InputError && error.code.startsWith('STAGE_'))) throw error;
        return { ...alternative, change: { refused: error.message } };
      }
    },
  );
}

/** Whoever shares a network takes all of that network's keys. */
function changedKeys(key: string): readonly string[] {
  if (key === 'networkStage') return [key, ...NETWORK_KEYS];
  if (key === 'apiProtocol') return [key, 'apiDomainName', 'apiCertificateArn'];
  if (key === 'apiHostedZone') return [key, 'apiDomainName'];
  return key === 'ecsCaller' ? [key, 'image', 'ecsCertificateArn'] : [key];
}
