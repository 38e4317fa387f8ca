import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '@private-lambda/packaging/repository-root';
import { listPackaged, readTemplate, testedStages } from '../support/packaged-template.ts';

const [anyStage = ''] = testedStages;
const readmeOf = (service: string) => join(repositoryRoot, 'services', service, 'README.md');
/** A service of the team's own need not have one. */
const services = [...new Set(listPackaged().map(({ service }) => service))].filter((service) =>
  existsSync(readmeOf(service)),
);

/** First cells of the table under `## Outputs`. */
function documentedOutputs(service: string): string[] {
  const readme = readFileSync(readmeOf(service), 'utf8');
  const section = readme.split('## Outputs')[1] ?? '';
  return [...section.matchAll(/^\| `(\w+)`/gm)].map(([, name]) => name ?? '');
}

describe('the outputs table', () => {
  it.each(services)('of %s lists the outputs of its template', (service) => {
    const outputs = Object.keys(readTemplate(service, anyStage).template.Outputs);

    expect(documentedOutputs(service).sort()).toEqual(outputs.sort());
  });
});
