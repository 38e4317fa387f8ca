import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { replaceFile } from '@private-lambda/command-line/replace-file';
import { packageTemplates } from '@private-lambda/packaging/package-templates';
import { packagedIndexFile, testedStages } from './support/packaged-template.ts';

/** Packages every service once for the tests of project `system`; `readTemplate` finds the outcome by the index. */
export default async function packageServices() {
  const outputDirectory = dirname(packagedIndexFile);
  mkdirSync(outputDirectory, { recursive: true });
  const packaged = await packageTemplates({ stages: testedStages, outputDirectory });
  // In one step: another run of Jest may be reading it.
  replaceFile(packagedIndexFile, JSON.stringify(packaged, null, 2));
}
