import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PackagedTemplate } from '@private-lambda/packaging/package-templates';
import { repositoryRoot } from '@private-lambda/packaging/repository-root';
import { listPackaged, readTemplate } from '../support/packaged-template.ts';

interface SentParameters {
  declared: Record<string, { AllowedValues?: string[] }>;
  sent: Record<string, string>;
  /** Text of the service's serverless.yml. */
  configuration: string;
}

const PLUGIN = '@private-lambda/osls-plugin';

const read = ({ service, stage }: PackagedTemplate): SentParameters => {
  const { template, parameters } = readTemplate(service, stage);
  const file = join(repositoryRoot, 'services', service, 'serverless.yml');
  return {
    declared: template.Parameters ?? {},
    sent: parameters,
    configuration: readFileSync(file, 'utf8'),
  };
};

/** What CloudFormation would refuse, one line each. */
function parameterProblems({ declared, sent, configuration }: SentParameters): string[] {
  const problems: string[] = [];
  for (const [name, { AllowedValues }] of Object.entries(declared)) {
    const value = sent[name];
    if (value === undefined) problems.push(`${name} is declared and not sent`);
    else if (AllowedValues?.includes(value) === false) problems.push(`${name} may not be ${value}`);
  }
  for (const name of Object.keys(sent)) {
    if (!declared[name]) problems.push(`${name} is sent and not declared`);
  }
  if (Object.keys(sent).length > 0 && !configuration.includes(PLUGIN)) {
    problems.push(`a first deploy needs the plugin ${PLUGIN}`);
  }
  return problems;
}

describe('parameters of a template', () => {
  it('are sent as they are declared, by every service on every stage', () => {
    for (const packaged of listPackaged()) {
      const { stackName } = packaged;
      expect({ stackName, problems: parameterProblems(read(packaged)) }).toEqual({
        stackName,
        problems: [],
      });
    }
  });

  const declared = { Mode: { AllowedValues: ['quiet', 'loud'] } };
  const sent = { Mode: 'loud' };

  it.each([
    [
      'one is not sent',
      { declared, sent: {}, configuration: PLUGIN },
      'Mode is declared and not sent',
    ],
    [
      'a value is not allowed',
      { declared, sent: { Mode: 'shrill' }, configuration: PLUGIN },
      'Mode may not be shrill',
    ],
    [
      'one is not declared',
      { declared: {}, sent, configuration: PLUGIN },
      'Mode is sent and not declared',
    ],
    [
      'the first deploy would send them with a template that declares none',
      { declared, sent, configuration: '' },
      `a first deploy needs the plugin ${PLUGIN}`,
    ],
  ])('are named when %s', (_, broken, problem) => {
    expect(parameterProblems(broken)).toEqual([problem]);
  });
});
