import { leftOut } from '../support/left-out.ts';
import {
  isPackaged,
  listPackaged,
  readTemplate,
  testedStages,
} from '../support/packaged-template.ts';
import { readSystem, templateOf, variants } from '../support/system.ts';
import { at } from '../support/template.ts';

const BOUNDED = {
  'Fn::If': [
    'HasPermissionsBoundary',
    { 'Fn::Sub': `arn:\${AWS::Partition}:iam::\${AWS::AccountId}:policy/\${PermissionsBoundary}` },
    { Ref: 'AWS::NoValue' },
  ],
};

/** Roles that carry no boundary where the stage has one. */
function unbounded(resources: Readonly<Record<string, { Type: string; Properties?: object }>>) {
  return Object.entries(resources)
    .filter(([, { Type }]) => Type === 'AWS::IAM::Role')
    .filter(
      ([, { Properties }]) =>
        JSON.stringify(at(Properties, 'PermissionsBoundary')) !== JSON.stringify(BOUNDED),
    )
    .map(([id]) => id);
}

const DEPLOYER = 'deployer';
const ofStages = listPackaged().filter(({ service }) => service !== DEPLOYER);

describe.each(ofStages)('$service on $stage', ({ service, stage }) => {
  const { template } = readTemplate(service, stage);

  it('gives every role the boundary of the stage', () => {
    expect(unbounded(template.Resources)).toEqual([]);
  });

  it('is found out by a role without it', () => {
    const added = { ...template.Resources, Added: { Type: 'AWS::IAM::Role', Properties: {} } };
    expect(unbounded(added)).toEqual(['Added']);
  });
});

if (isPackaged(DEPLOYER)) describe.each(testedStages)('the deploy role of %s', holdDeployRole);
else leftOut('the deploy role: there is no services/deployer');

function holdDeployRole(stage: string): void {
  const { template } = readTemplate(DEPLOYER, stage);
  const trust = at(
    template.Resources['DeployRole']?.Properties,
    'AssumeRolePolicyDocument',
    'Statement',
  );

  it('is for one repository, branch and environment, and for nobody else', () => {
    expect(trust).toEqual([
      {
        Effect: 'Allow',
        Principal: {
          Federated: {
            'Fn::If': ['MakesProvider', { Ref: 'GitHubProvider' }, { Ref: 'OidcProviderArn' }],
          },
        },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: {
          StringEquals: {
            'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
            'token.actions.githubusercontent.com:sub': {
              'Fn::Sub': `repo:\${Repository}:environment:${stage}`,
            },
            'token.actions.githubusercontent.com:ref': { 'Fn::Sub': `refs/heads/\${Branch}` },
          },
        },
      },
    ]);
  });

  it('has no rights of its own in the template: they are in policies/<stage>.json', () => {
    const properties = Object.keys(template.Resources['DeployRole']?.Properties ?? {});
    expect(properties.sort()).toEqual([
      'AssumeRolePolicyDocument',
      'Description',
      'MaxSessionDuration',
    ]);
  });
}

it.each(variants)('%s: nothing of the deployer is in the system of a stage', (variant) => {
  const [stage = ''] = testedStages;
  const system = readSystem(stage, variant);
  expect(Object.keys(system.templates)).not.toContain('deployer');
  expect(() => templateOf(system, 'deployer')).toThrow('no packaged service');
});
