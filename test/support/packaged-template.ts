import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PackagedTemplate } from '@private-lambda/packaging/package-templates';
import { repositoryRoot } from '@private-lambda/packaging/repository-root';
import { listDeployedStages } from '../../config/stage.js';
import { listFrozen } from '../fixture/frozen-system.ts';
import type { Template } from './template.ts';

declare global {
  /** Set by jest.config.ts for the project `claims`. */
  var systemUnderTest: 'frozen' | undefined;
}

/** Whether the tests run on the frozen system (test/fixture), where every mistake of a negative twin can be made. */
export const isFrozen = globalThis.systemUnderTest === 'frozen';

/** Stages that are deployed, and so tested: all but that of `npm start`. */
export const testedStages: readonly string[] = listDeployedStages();

/** Written by `test/global-setup.ts`: a list of {@link PackagedTemplate}. */
export const packagedIndexFile = join(repositoryRoot, '.serverless', 'test', 'packaged.json');

/** A fresh copy each time, so that a test may break its own. */
export interface ReadTemplate {
  template: Template;
  stackName: string;
  /** What a deploy would send. */
  parameters: Record<string, string>;
}

/** Everything that was packaged: every service on every tested stage. */
export function listPackaged(): PackagedTemplate[] {
  return isFrozen ? listFrozen() : JSON.parse(readFileSync(packagedIndexFile, 'utf8'));
}

/** Whether there is such a service: a team may have taken an optional one out. */
export const isPackaged = (service: string): boolean =>
  listPackaged().some((one) => one.service === service);

/** @throws {Error} when nothing was packaged under that name */
export function readTemplate(service: string, stage: string): ReadTemplate {
  const packaged = listPackaged().find((one) => one.service === service && one.stage === stage);
  if (!packaged) throw new Error(`no packaged template of service ${service} on stage ${stage}`);
  return {
    template: JSON.parse(readFileSync(packaged.templateFile, 'utf8')),
    stackName: packaged.stackName,
    parameters: packaged.parameters,
  };
}
