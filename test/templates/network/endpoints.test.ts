import { at, listOf, resourceOf, resourcesOfType } from '../../support/template.ts';
import { compare } from './compare.ts';
import { change, describeNetworkClaim, type NetworkClaim } from './describe-network-claim.ts';
import { azLettersOf } from './network-variant.ts';

const serviceName = (service: string) => ({
  'Fn::Sub': `com.amazonaws.\${AWS::Region}.${service}`,
});

const endpointsStandWhereTheyShould: NetworkClaim = (variant) => {
  const letters = azLettersOf(variant);
  const gateway = (id: string, service: string) => ({
    id,
    VpcEndpointType: 'Gateway',
    ServiceName: serviceName(service),
    VpcId: { Ref: 'Vpc' },
    RouteTableIds: letters.map((letter) => ({ Ref: `PrivateRouteTable${letter}` })),
  });
  const logs = {
    id: 'LogsEndpoint',
    VpcEndpointType: 'Interface',
    ServiceName: serviceName('logs'),
    VpcId: { Ref: 'Vpc' },
    PrivateDnsEnabled: true,
    SubnetIds: letters.map((letter) => ({ Ref: `PrivateSubnet${letter}` })),
    SecurityGroupIds: [{ 'Fn::GetAtt': ['EndpointSecurityGroup', 'GroupId'] }],
  };
  const found = resourcesOfType(variant.template, 'AWS::EC2::VPCEndpoint').map(
    ([id, { Properties = {} }]) => {
      const { PolicyDocument, ...properties } = Properties;
      return { id, ...properties };
    },
  );
  return compare('endpoints', found, [
    gateway('S3Endpoint', 's3'),
    gateway('DynamoDbEndpoint', 'dynamodb'),
    ...(variant.parameters['WithLogsEndpoint'] === 'true' ? [logs] : []),
  ]);
};

describeNetworkClaim(
  'gateway endpoints serve every private table, the logs endpoint every AZ in use',
  endpointsStandWhereTheyShould,
  [
    {
      mistake: 'a private table is left out',
      make: change('S3Endpoint', { RouteTableIds: [{ Ref: 'PrivateRouteTableA' }] }),
      named: 'missing {"id":"S3Endpoint"',
    },
    {
      mistake: 'the public table is served too',
      make: (template) =>
        listOf(at(resourceOf(template, 'DynamoDbEndpoint'), 'Properties', 'RouteTableIds')).push({
          Ref: 'PublicRouteTable',
        }),
      named: 'missing {"id":"DynamoDbEndpoint"',
    },
    {
      mistake: 'the logs endpoint has no private DNS',
      when: { WithLogsEndpoint: 'true' },
      make: change('LogsEndpoint', { PrivateDnsEnabled: false }),
      named: '"PrivateDnsEnabled":false',
    },
    {
      mistake: 'the logs endpoint wears a client group',
      when: { WithLogsEndpoint: 'true' },
      make: change('LogsEndpoint', { SecurityGroupIds: [{ Ref: 'ApiClientSecurityGroup' }] }),
      named: '"SecurityGroupIds":[{"Ref":"ApiClientSecurityGroup"}]',
    },
    {
      mistake: 'an AZ has no address of the logs endpoint',
      when: { WithLogsEndpoint: 'true' },
      make: change('LogsEndpoint', { SubnetIds: [{ Ref: 'PrivateSubnetA' }] }),
      named: 'missing {"id":"LogsEndpoint"',
    },
  ],
);

const onlyThisAccount = { StringEquals: { 'aws:PrincipalAccount': { Ref: 'AWS::AccountId' } } };

const endpointsAdmitThisAccountOnly: NetworkClaim = ({ template }) =>
  resourcesOfType(template, 'AWS::EC2::VPCEndpoint').flatMap(([id, { Properties }]) => {
    const statements = listOf(at(Properties, 'PolicyDocument', 'Statement'));
    if (statements.length === 0) return [`${id} has no policy, which admits everybody`];
    return statements
      .filter((statement) => at(statement, 'Effect') !== 'Deny')
      .flatMap((statement) =>
        compare(`policy of ${id}`, [at(statement, 'Condition')], [onlyThisAccount]),
      );
  });

describeNetworkClaim(
  "each endpoint admits only this account's principals",
  endpointsAdmitThisAccountOnly,
  [
    {
      mistake: 'an endpoint has no policy',
      make: change('S3Endpoint', { PolicyDocument: undefined }),
      named: 'S3Endpoint has no policy',
    },
    {
      mistake: 'a second statement admits everybody',
      make: (template) =>
        listOf(
          at(resourceOf(template, 'DynamoDbEndpoint'), 'Properties', 'PolicyDocument', 'Statement'),
        ).push({ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }),
      named: 'policy of DynamoDbEndpoint: missing',
    },
    {
      mistake: 'another account is admitted',
      when: { WithLogsEndpoint: 'true' },
      make: change('LogsEndpoint', {
        PolicyDocument: {
          Statement: [{ Condition: { StringEquals: { 'aws:PrincipalAccount': '123456789012' } } }],
        },
      }),
      named: 'policy of LogsEndpoint: unexpected',
    },
  ],
);
