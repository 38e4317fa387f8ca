import { at, listOf, resourceOf, resourcesOfType } from '../../support/template.ts';
import { compare } from './compare.ts';
import {
  change,
  describeNetworkClaim,
  type NetworkClaim,
  remove,
} from './describe-network-claim.ts';
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
  const interfaceEndpoint = (id: string, service: string) => ({
    id,
    VpcEndpointType: 'Interface',
    ServiceName: serviceName(service),
    VpcId: { Ref: 'Vpc' },
    PrivateDnsEnabled: true,
    SubnetIds: letters.map((letter) => ({ Ref: `PrivateSubnet${letter}` })),
    SecurityGroupIds: [{ 'Fn::GetAtt': ['EndpointSecurityGroup', 'GroupId'] }],
  });
  const has = (parameter: string) => variant.parameters[parameter] === 'true';
  const found = resourcesOfType(variant.template, 'AWS::EC2::VPCEndpoint').map(
    ([id, { Properties = {} }]) => {
      const { PolicyDocument, ...properties } = Properties;
      return { id, ...properties };
    },
  );
  return compare('endpoints', found, [
    gateway('S3Endpoint', 's3'),
    gateway('DynamoDbEndpoint', 'dynamodb'),
    ...(has('WithLogsEndpoint') ? [interfaceEndpoint('LogsEndpoint', 'logs')] : []),
    ...(has('WithContainerEndpoints')
      ? [
          interfaceEndpoint('EcrApiEndpoint', 'ecr.api'),
          interfaceEndpoint('EcrDkrEndpoint', 'ecr.dkr'),
        ]
      : []),
  ]);
};

describeNetworkClaim(
  'gateway endpoints serve every private table, interface endpoints every AZ in use',
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
    {
      mistake: 'containers reach the API of ECR and not its registry',
      when: { WithContainerEndpoints: 'true' },
      make: remove('EcrDkrEndpoint'),
      named: 'missing {"id":"EcrDkrEndpoint"',
    },
    {
      mistake: 'an AZ has no address of the registry',
      when: { WithContainerEndpoints: 'true' },
      make: change('EcrDkrEndpoint', { SubnetIds: [{ Ref: 'PrivateSubnetB' }] }),
      named: 'missing {"id":"EcrDkrEndpoint"',
    },
  ],
);

const thisAccount = { Ref: 'AWS::AccountId' };
const onlyThisAccount = {
  StringEquals: { 'aws:PrincipalAccount': thisAccount, 'aws:ResourceAccount': thisAccount },
};

const policyFor = (accounts: Record<string, unknown>) => ({
  PolicyDocument: {
    Statement: [{ Condition: { StringEquals: { ...onlyThisAccount.StringEquals, ...accounts } } }],
  },
});

/** The one thing that AWS itself serves: the layers of container images, to be read. */
const readsLayers = {
  Sid: 'LayersOfContainerImages',
  Effect: 'Allow',
  Principal: '*',
  Action: 's3:GetObject',
  Resource: {
    'Fn::Sub': `arn:\${AWS::Partition}:s3:::prod-\${AWS::Region}-starport-layer-bucket/*`,
  },
};

const endpointsAdmitThisAccountOnly: NetworkClaim = ({ template, parameters }) =>
  resourcesOfType(template, 'AWS::EC2::VPCEndpoint').flatMap(([id, { Properties }]) => {
    const statements = listOf(at(Properties, 'PolicyDocument', 'Statement'));
    if (statements.length === 0) return [`${id} has no policy, which admits everybody`];
    const admitting = statements.filter((statement) => at(statement, 'Effect') !== 'Deny');
    const pullsImages = ['WithContainerEndpoints', 'WithEcsCaller'].some(
      (parameter) => parameters[parameter] === 'true',
    );
    const layers = id === 'S3Endpoint' && pullsImages ? [readsLayers] : [];
    const isOfLayers = (statement: unknown) => at(statement, 'Sid') === readsLayers.Sid;
    return [
      ...compare(`layers in the policy of ${id}`, admitting.filter(isOfLayers), layers),
      ...admitting
        .filter((statement) => !isOfLayers(statement))
        .flatMap((statement) =>
          compare(`policy of ${id}`, [at(statement, 'Condition')], [onlyThisAccount]),
        ),
    ];
  });

describeNetworkClaim(
  "each endpoint admits only this account's principals, to this account's resources",
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
      mistake: 'containers cannot read the layers of their image',
      when: { WithEcsCaller: 'true' },
      make: (template) =>
        listOf(
          at(resourceOf(template, 'S3Endpoint'), 'Properties', 'PolicyDocument', 'Statement'),
        ).pop(),
      named: 'layers in the policy of S3Endpoint: missing',
    },
    {
      mistake: 'anybody may write to the bucket of the layers',
      when: { WithContainerEndpoints: 'true' },
      make: (template) =>
        Object.assign(
          Object(
            listOf(
              at(resourceOf(template, 'S3Endpoint'), 'Properties', 'PolicyDocument', 'Statement'),
            ).at(-1),
          ),
          { Action: 's3:*' },
        ),
      named: 'layers in the policy of S3Endpoint: unexpected',
    },
    {
      mistake: 'another account is admitted',
      when: { WithLogsEndpoint: 'true' },
      make: change('LogsEndpoint', policyFor({ 'aws:PrincipalAccount': '123456789012' })),
      named: 'policy of LogsEndpoint: unexpected',
    },
    {
      mistake: 'whoever of this account asks ECR for a token gets one for any registry',
      when: { WithContainerEndpoints: 'true' },
      make: change('EcrApiEndpoint', policyFor({ 'aws:ResourceAccount': undefined })),
      named: 'policy of EcrApiEndpoint: unexpected',
    },
    {
      mistake: 'what belongs to other accounts can be reached',
      make: change('S3Endpoint', policyFor({ 'aws:ResourceAccount': undefined })),
      named: 'policy of S3Endpoint: unexpected',
    },
  ],
);
