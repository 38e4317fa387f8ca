import { fixedNames } from '../src/fixed-names.ts';
import type { PackagedResource } from '../src/read-packaged.ts';

const resource = (type: string, properties: Record<string, unknown>): PackagedResource => ({
  logicalId: 'It',
  type,
  condition: undefined,
  deletionPolicy: undefined,
  properties,
});
const namesOf = (...resources: PackagedResource[]) => fixedNames(resources, 'eu-central-1');

describe('fixedNames', () => {
  it.each([
    ['AWS::Lambda::Function', 'FunctionName', 'function', 64],
    ['AWS::Logs::LogGroup', 'LogGroupName', 'log group', 512],
    ['AWS::ElasticLoadBalancingV2::TargetGroup', 'Name', 'target group', 32],
    ['AWS::IAM::Role', 'RoleName', 'role', 64],
    ['AWS::ECS::Cluster', 'ClusterName', 'cluster', 255],
    ['AWS::CloudWatch::Dashboard', 'DashboardName', 'dashboard', 255],
  ])('reads the name of a %s from %s', (type, property, kind, limit) => {
    expect(namesOf(resource(type, { [property]: 'a-name' }))).toEqual([
      { kind, limit, logicalId: 'It', name: 'a-name' },
    ]);
  });

  it('puts the Region in for its variable', () => {
    const role = resource('AWS::IAM::Role', { RoleName: { 'Fn::Sub': `a-\${AWS::Region}-role` } });
    expect(namesOf(role)).toMatchObject([{ name: 'a-eu-central-1-role' }]);
  });

  it('leaves out what CloudFormation names, and what has no name', () => {
    expect(
      namesOf(resource('AWS::IAM::Role', {}), resource('AWS::EC2::VPC', { Name: 'a' })),
    ).toEqual([]);
  });

  it.each([{ Ref: 'Parameter' }, { 'Fn::Sub': `a-\${Parameter}` }])(
    'fails for the name %j',
    (name) => {
      const group = resource('AWS::Logs::LogGroup', { LogGroupName: name });
      expect(() => namesOf(group)).toThrow(/^It: its name is \{.*\}; expected text$/);
    },
  );
});
