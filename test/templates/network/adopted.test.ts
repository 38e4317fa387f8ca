import { readTemplate } from '../../support/packaged-template.ts';
import { resolveTemplate } from '../../support/resolve-template.ts';
import { at, resourceOf, resourcesOfType } from '../../support/template.ts';
import { compare } from './compare.ts';
import {
  type Adopted,
  adopted,
  type Claim,
  describeClaim,
  GATEWAY,
  unset,
  VPC,
} from './describe-adopted-claim.ts';
import { add, change, remove } from './describe-network-claim.ts';

const lettersOf = ({ parameters }: Adopted) => [...(parameters['Azs'] ?? '')];
const isGiven = ({ way }: Adopted) => way === 'in its private subnets';
const isRegional = ({ parameters }: Adopted) => parameters['NatMode'] === 'regional';
/** A regional NAT gateway stands in no subnet; the load balancer of the ECS caller needs public ones. */
const makesPublic = (each: Adopted) =>
  each.way === 'with own public subnets' &&
  (!isRegional(each) || each.parameters['WithEcsCaller'] === 'true');
const natLetters = (each: Adopted) =>
  ({ single: ['A'], 'per-az': lettersOf(each) })[each.parameters['NatMode'] ?? ''] ?? [];

/** Of an existing VPC these are its owner's, and records of everybody's traffic are not ours to take. */
const OWNERS = [
  'AWS::EC2::VPC',
  'AWS::EC2::VPCCidrBlock',
  'AWS::EC2::InternetGateway',
  'AWS::EC2::VPCGatewayAttachment',
  'AWS::EC2::NetworkAcl',
  'AWS::EC2::NetworkAclEntry',
  'AWS::EC2::SubnetNetworkAclAssociation',
  'AWS::EC2::FlowLog',
];

describeClaim(
  "nothing is made that is the VPC owner's",
  ({ template }) =>
    OWNERS.flatMap((type) => resourcesOfType(template, type).map(([id]) => `${id} is a ${type}`)),
  [
    {
      mistake: 'flow logs record the VPC',
      way: 'with own public subnets',
      make: add('FlowLog', 'AWS::EC2::FlowLog', {}),
      named: 'FlowLog is a AWS::EC2::FlowLog',
    },
    {
      mistake: 'a second internet gateway is made',
      way: 'with own public subnets',
      make: add('InternetGateway', 'AWS::EC2::InternetGateway', {}),
      named: 'InternetGateway is a',
    },
  ],
);

const IN_A_VPC = [
  'AWS::EC2::Subnet',
  'AWS::EC2::RouteTable',
  'AWS::EC2::SecurityGroup',
  'AWS::EC2::VPCEndpoint',
];

describeClaim(
  'everything stands in the existing VPC',
  ({ template }) => {
    const standing = IN_A_VPC.flatMap((type) => resourcesOfType(template, type));
    const groups = resourcesOfType(template, 'AWS::EC2::SecurityGroup');
    return [
      ...(groups.length < 4 ? ['the groups are missing'] : []),
      ...standing
        .filter(([, { Properties }]) => at(Properties, 'VpcId') !== VPC.ExistingVpcId)
        .map(([id]) => `${id} stands elsewhere`),
    ];
  },
  [
    {
      mistake: 'a group stands in the VPC that is not made',
      way: 'in its private subnets',
      make: change('ApiClientSecurityGroup', { VpcId: { Ref: 'Vpc' } }),
      named: 'ApiClientSecurityGroup stands elsewhere',
    },
  ],
);

/** Of a subnet in a tier of the team's own (`DataSubnetA`): the tier. */
const ownTierOf = (subnet: unknown): string | undefined =>
  /^(?!Public|Private)([A-Z][A-Za-z0-9]*)Subnet[A-D]$/.exec(String(subnet))?.[1];

/** Whatever tier is made has its tables, and every association names an own subnet and an own table. */
const tablesAreOwn: Claim = (each) => {
  const letters = lettersOf(each);
  const expected = [
    ...(isGiven(each)
      ? []
      : letters.map((letter) => [`PrivateSubnet${letter}`, `PrivateRouteTable${letter}`])),
    ...(makesPublic(each)
      ? letters.map((letter) => [`PublicSubnet${letter}`, 'PublicRouteTable'])
      : []),
  ];
  const ref = (id: string | undefined) => ({ Ref: id });
  const found = resourcesOfType(each.template, 'AWS::EC2::SubnetRouteTableAssociation')
    .map(([, { Properties }]) => [at(Properties, 'SubnetId'), at(Properties, 'RouteTableId')])
    .filter(([subnet, table]) => {
      const tier = ownTierOf(at(subnet, 'Ref'));
      return !(tier && String(at(table, 'Ref')).startsWith(`${tier}RouteTable`));
    });
  const made = resourcesOfType(each.template, 'AWS::EC2::Subnet')
    .map(([id]) => id)
    .filter((id) => ownTierOf(id) === undefined);
  return [
    ...compare(
      'associations',
      found,
      expected.map((pair) => pair.map(ref)),
    ),
    ...compare(
      'subnets',
      made,
      expected.map(([subnet]) => subnet),
    ),
  ];
};

describeClaim('every subnet that is made is on an own table, by name', tablesAreOwn, [
  {
    mistake: 'a private subnet is left to the main table',
    way: 'between its public subnets',
    make: remove('PrivateSubnetBRouteTableAssociation'),
    named: 'associations: missing [{"Ref":"PrivateSubnetB"},{"Ref":"PrivateRouteTableB"}]',
  },
  {
    mistake: 'a public subnet that is there gets another table',
    way: 'between its public subnets',
    make: add('Association', 'AWS::EC2::SubnetRouteTableAssociation', {
      SubnetId: 'subnet-publica',
      RouteTableId: { Ref: 'PrivateRouteTableA' },
    }),
    named: 'associations: unexpected ["subnet-publica"',
  },
  {
    mistake: 'a public subnet is made that a regional NAT gateway does not need',
    way: 'with own public subnets',
    natMode: 'regional',
    make: add('PublicSubnetB', 'AWS::EC2::Subnet', {}),
    named: 'subnets: unexpected PublicSubnetB',
  },
  {
    mistake: 'a subnet is made beside those that are there',
    way: 'in its private subnets',
    make: add('PrivateSubnetA', 'AWS::EC2::Subnet', {}),
    named: 'subnets: unexpected PrivateSubnetA',
  },
]);

/** Routes are on own tables only: to a NAT gateway from private ones, to the existing gateway from the public one. */
const routesAreOwn: Claim = (each) => {
  const gateways = natLetters(each);
  const out = (letter: string) =>
    isRegional(each)
      ? 'RegionalNatGateway'
      : `NatGateway${gateways.includes(letter) ? letter : gateways[0]}`;
  const route = (table: string, target: object) => ({
    RouteTableId: { Ref: table },
    DestinationCidrBlock: '0.0.0.0/0',
    ...target,
  });
  const found = resourcesOfType(each.template, 'AWS::EC2::Route').map(([, one]) => one.Properties);
  return compare('routes', found, [
    ...(gateways.length === 0 && !isRegional(each)
      ? []
      : lettersOf(each).map((letter) =>
          route(`PrivateRouteTable${letter}`, {
            NatGatewayId: { Ref: out(letter) },
          }),
        )),
    ...(makesPublic(each)
      ? [route('PublicRouteTable', { GatewayId: GATEWAY.ExistingInternetGatewayId })]
      : []),
  ]);
};

describeClaim('routes are on own tables only', routesAreOwn, [
  {
    mistake: 'a private table leads to the internet gateway',
    way: 'with own public subnets',
    make: add('Route', 'AWS::EC2::Route', {
      RouteTableId: { Ref: 'PrivateRouteTableA' },
      DestinationCidrBlock: '0.0.0.0/0',
      GatewayId: 'igw-1',
    }),
    named: 'routes: unexpected {"RouteTableId":{"Ref":"PrivateRouteTableA"}',
  },
  {
    mistake: 'a route is put on a table that is there',
    way: 'between its public subnets',
    make: add('Route', 'AWS::EC2::Route', { RouteTableId: 'rtb-main' }),
    named: 'routes: unexpected {"RouteTableId":"rtb-main"}',
  },
]);

const natStandsInPublicSubnets: Claim = (each) =>
  compare(
    'gateways',
    resourcesOfType(each.template, 'AWS::EC2::NatGateway').map(
      ([, { Properties }]) => at(Properties, 'SubnetId') ?? at(Properties, 'VpcId'),
    ),
    isRegional(each)
      ? [VPC.ExistingVpcId]
      : natLetters(each).map((letter) =>
          makesPublic(each)
            ? { Ref: `PublicSubnet${letter}` }
            : `subnet-public${letter.toLowerCase()}`,
        ),
  );

describeClaim(
  'NAT gateways stand in the public subnets, made or there; a regional one in the VPC',
  natStandsInPublicSubnets,
  [
    {
      mistake: 'a regional one stands in a VPC that is not made',
      way: 'between its public subnets',
      natMode: 'regional',
      make: change('RegionalNatGateway', { VpcId: { Ref: 'Vpc' } }),
      named: 'gateways: missing vpc-1',
    },
    {
      mistake: 'one stands in a private subnet',
      way: 'between its public subnets',
      make: change('NatGatewayA', { SubnetId: { Ref: 'PrivateSubnetA' } }),
      named: 'gateways: missing subnet-publica',
    },
  ],
);

const endpointsAreOwn: Claim = (each) => {
  const tables = lettersOf(each).map((letter) => ({ Ref: `PrivateRouteTable${letter}` }));
  const found = resourcesOfType(each.template, 'AWS::EC2::VPCEndpoint').map(
    ([id, { Properties }]) => ({ id, on: at(Properties, 'RouteTableIds') ?? 'own subnets' }),
  );
  const makesLogs =
    each.way !== 'with its logs endpoint' && each.parameters['WithLogsEndpoint'] === 'true';
  return compare('endpoints', found, [
    ...(isGiven(each) ? [] : ['S3Endpoint', 'DynamoDbEndpoint'].map((id) => ({ id, on: tables }))),
    ...(makesLogs ? [{ id: 'LogsEndpoint', on: 'own subnets' }] : []),
  ]);
};

describeClaim(
  'gateway endpoints are on own tables only, and one of logs is not made twice',
  endpointsAreOwn,
  [
    {
      mistake: 'an endpoint is put on a table that is there',
      way: 'between its public subnets',
      make: change('S3Endpoint', { RouteTableIds: ['rtb-main'] }),
      named: 'endpoints: unexpected {"id":"S3Endpoint","on":["rtb-main"]}',
    },
    {
      mistake: 'a second one with the private name is made',
      way: 'with its logs endpoint',
      make: add('LogsEndpoint', 'AWS::EC2::VPCEndpoint', {}),
      named: 'endpoints: unexpected {"id":"LogsEndpoint"',
    },
  ],
);

/** What an adopted network cannot say: of tiers and tables that it does not make. */
function outputsNotSaid(each: Adopted): RegExp | undefined {
  if (each.way === 'in its private subnets') {
    return /^(Public|InternetGatewayId|PrivateRouteTable|S3Endpoint|DynamoDbEndpoint|FlowLog)/;
  }
  if (each.way === 'without a way out') return /^(Public|InternetGatewayId|FlowLog)/;
  if (each.way === 'with own public subnets')
    return makesPublic(each) ? /^FlowLog/ : /^(Public|FlowLog)/;
  return /^(PublicRouteTableId|FlowLog)/;
}

const outputsAreThose: Claim = (each) => {
  const { template } = readTemplate('network', each.stage);
  const own = resolveTemplate(template, { ...each.parameters, ...unset(each.parameters) });
  const kept = Object.keys(own.Outputs).filter((key) => !outputsNotSaid(each)?.test(key));
  const dangling = JSON.stringify(each.template.Outputs).matchAll(
    /"(?:Ref|Fn::GetAtt)":\[?"(\w+)"/g,
  );
  return [
    ...compare('outputs', Object.keys(each.template.Outputs), kept),
    ...kept
      .filter(
        (key) =>
          JSON.stringify(each.template.Outputs[key]?.Export) !==
          JSON.stringify(own.Outputs[key]?.Export),
      )
      .map((key) => `${key} is exported by another name`),
    ...[...dangling].flatMap(([, id = '']) =>
      id in each.template.Resources ? [] : [`an output names ${id}, which is not made`],
    ),
  ];
};

describeClaim(
  'outputs and exports are those of a VPC of its own, but for what is not made',
  outputsAreThose,
  [
    {
      mistake: 'an output is only there in a VPC of its own',
      way: 'between its public subnets',
      make: (template) => delete template.Outputs['PublicSubnetIdsAB'],
      named: 'outputs: missing PublicSubnetIdsAB',
    },
    {
      mistake: 'an output names what is not made',
      way: 'in its private subnets',
      make: (template) => {
        const output = template.Outputs['PrivateSubnetAId'];
        if (output) output.Value = { Ref: 'PrivateSubnetA' };
      },
      named: 'an output names PrivateSubnetA, which is not made',
    },
    {
      mistake: 'an export has another name',
      way: 'with own public subnets',
      make: (template) => {
        const output = template.Outputs['VpcId'];
        if (output) output.Export = { Name: 'other' };
      },
      named: 'VpcId is exported by another name',
    },
  ],
);

it('no resource names one that is not made', () => {
  for (const { title, template } of adopted()) {
    const named = JSON.stringify(template.Resources).matchAll(/"(?:Ref|Fn::GetAtt)":\[?"(\w+)"/g);
    const gone = [...named].flatMap(([, id = '']) => (id in template.Resources ? [] : [id]));
    expect({ title, gone }).toEqual({ title, gone: [] });
    expect(resourceOf(template, 'ApiClientSecurityGroup').Type).toBe('AWS::EC2::SecurityGroup');
  }
});
