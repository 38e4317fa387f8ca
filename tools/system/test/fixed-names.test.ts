import { listFrozen } from '../../../test/fixture/frozen-system.ts';
import { fixedNames, STATED } from '../src/fixed-names.ts';
import { type PackagedResource, readPackaged } from '../src/read-packaged.ts';

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
    ['AWS::IAM::ManagedPolicy', 'ManagedPolicyName', 'managed policy', 128],
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

/** Properties that end in `Name`, and need not be free. */
const harmless: Readonly<Record<string, string>> = {
  'AWS::ApiGatewayV2::Api.Name': 'may be there many times',
  'AWS::ApiGatewayV2::ApiMapping.DomainName': 'refers to the domain name of the stack',
  'AWS::ApiGatewayV2::DomainName.DomainName': 'is a parameter: tools/deploy looks at it by itself',
  'AWS::ApiGatewayV2::Stage.StageName': 'belongs to its API',
  'AWS::CloudWatch::Alarm.MetricName': 'names what AWS counts',
  'AWS::EC2::FlowLog.LogGroupName': 'refers to the log group of the stack',
  'AWS::EC2::VPCEndpoint.ServiceName': 'names a service of AWS',
  'AWS::Lambda::Permission.FunctionName': 'refers to a function of the stack',
  'AWS::Route53::HostedZone.Name':
    'is a parameter, for one VPC: others may have a zone of that name',
  'AWS::Route53::RecordSet.Name': 'is a parameter, of a zone that the user names',
  'AWS::WAFv2::WebACL.Name':
    'carries service and stage; nothing is there before it that a taken name leaves behind',
};

describe('the packaged templates', () => {
  const named = new Set(
    listFrozen()
      .flatMap(readPackaged)
      .flatMap(({ type, properties }) =>
        Object.keys(properties)
          .filter((property) => property.endsWith('Name'))
          .map((property) => `${type}.${property}`),
      ),
  );
  const stated = Object.entries(STATED).map(([type, { property }]) => `${type}.${property}`);

  it('state no name but those that are looked at, and those that need not be free', () => {
    const known = [...stated, ...Object.keys(harmless)];
    expect([...named].filter((name) => !known.includes(name))).toEqual([]);
  });

  it.each(Object.keys(harmless))('state %s, which is in no other list', (name) => {
    expect(named).toContain(name);
    expect(stated).not.toContain(name);
  });
});
