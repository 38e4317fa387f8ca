import { subnetTiers } from '../../../config/subnet-tiers.js';
import {
  at,
  referencedId,
  refersTo,
  resourcesOfType,
  type Template,
} from '../../support/template.ts';
import { compare } from './compare.ts';
import {
  add,
  change,
  describeNetworkClaim,
  type NetworkClaim,
  remove,
} from './describe-network-claim.ts';
import { azLettersOf } from './network-variant.ts';

const subnetsFillTheirSlots: NetworkClaim = (variant) => {
  const { template, stage } = variant;
  const expected = subnetTiers(stage).flatMap(({ tier, blocks }) =>
    azLettersOf(variant).map((letter) => ({
      id: `${tier}Subnet${letter}`,
      CidrBlock: at(blocks, letter),
      AvailabilityZone: at(stage.azNames, letter),
      MapPublicIpOnLaunch: false,
      VpcId: { Ref: 'Vpc' },
    })),
  );
  const found = resourcesOfType(template, 'AWS::EC2::Subnet').map(([id, { Properties }]) => ({
    id,
    CidrBlock: at(Properties, 'CidrBlock'),
    AvailabilityZone: at(Properties, 'AvailabilityZone'),
    MapPublicIpOnLaunch: at(Properties, 'MapPublicIpOnLaunch'),
    VpcId: at(Properties, 'VpcId'),
  }));
  return compare('subnets', found, expected);
};

describeNetworkClaim('there is one subnet per tier and AZ, in its slot', subnetsFillTheirSlots, [
  {
    mistake: 'a subnet takes the slot of another AZ',
    make: change('PrivateSubnetB', { CidrBlock: '10.20.48.0/20' }),
    named: 'unexpected {"id":"PrivateSubnetB","CidrBlock":"10.20.48.0/20"',
  },
  {
    mistake: 'two subnets of a tier are in one zone',
    make: change('PublicSubnetB', { AvailabilityZone: 'us-east-1a' }),
    named: 'unexpected {"id":"PublicSubnetB"',
  },
  {
    mistake: 'whatever starts in a public subnet gets a public address',
    make: change('PublicSubnetA', { MapPublicIpOnLaunch: true }),
    named: 'unexpected {"id":"PublicSubnetA"',
  },
  {
    mistake: 'the third AZ is forgotten',
    when: { Azs: 'ABC' },
    make: remove('PrivateSubnetC'),
    named: 'missing {"id":"PrivateSubnetC"',
  },
]);

const vpcResolvesNames: NetworkClaim = ({ template, stage }) => {
  const { CidrBlock, EnableDnsSupport, EnableDnsHostnames } =
    template.Resources['Vpc']?.Properties ?? {};
  return compare(
    'Vpc',
    [{ CidrBlock, EnableDnsSupport, EnableDnsHostnames }],
    [{ CidrBlock: stage.vpcCidr, EnableDnsSupport: true, EnableDnsHostnames: true }],
  );
};

describeNetworkClaim('the VPC has its block, DNS support and host names', vpcResolvesNames, [
  {
    mistake: 'host names are off, and with them private DNS of endpoints',
    make: change('Vpc', { EnableDnsHostnames: false }),
    named: '"EnableDnsHostnames":false',
  },
]);

/** `subnet in table`, for each association. */
const associations = (template: Template) =>
  resourcesOfType(template, 'AWS::EC2::SubnetRouteTableAssociation').map(
    ([, { Properties }]) =>
      `${referencedId(at(Properties, 'SubnetId'))} in ${referencedId(at(Properties, 'RouteTableId'))}`,
  );

const subnetsHaveTheirTable: NetworkClaim = (variant) => {
  const expected = azLettersOf(variant).flatMap((letter) => [
    `PublicSubnet${letter} in PublicRouteTable`,
    `PrivateSubnet${letter} in PrivateRouteTable${letter}`,
  ]);
  const ofTheDesign = associations(variant.template).filter((one) =>
    /^(Public|Private)Subnet/.test(one),
  );
  return compare('associations', ofTheDesign, expected);
};

describeNetworkClaim(
  "each private subnet has its own AZ's route table, the public ones share one",
  subnetsHaveTheirTable,
  [
    {
      mistake: 'a private subnet is put into the public table',
      make: change('PrivateSubnetARouteTableAssociation', {
        RouteTableId: { Ref: 'PublicRouteTable' },
      }),
      named: 'unexpected PrivateSubnetA in PublicRouteTable',
    },
    {
      mistake: "a private subnet is put into another AZ's table",
      make: change('PrivateSubnetBRouteTableAssociation', {
        RouteTableId: { Ref: 'PrivateRouteTableA' },
      }),
      named: 'unexpected PrivateSubnetB in PrivateRouteTableA',
    },
    {
      mistake: "a private subnet is left to the VPC's main table",
      make: remove('PrivateSubnetARouteTableAssociation'),
      named: 'missing PrivateSubnetA in PrivateRouteTableA',
    },
  ],
);

/** A tier of the team's own has tables of its own, which no other tier has. */
const ownTiersHaveTheirTables: NetworkClaim = (variant) =>
  subnetTiers(variant.stage).flatMap(({ tier }) =>
    azLettersOf(variant).flatMap((letter) => {
      const id = `${tier}Subnet${letter}`;
      const found = associations(variant.template).filter((one) => one.startsWith(`${id} `));
      const isOwn = found.length === 1 && found[0]?.startsWith(`${id} in ${tier}RouteTable`);
      return isOwn ? [] : [`${id} is in no ${tier}RouteTable: ${found.join()}`];
    }),
  );

describeNetworkClaim("each subnet has a route table of its own tier's", ownTiersHaveTheirTables, [
  {
    mistake: 'a subnet has none',
    make: remove('PrivateSubnetARouteTableAssociation'),
    named: 'PrivateSubnetA is in no PrivateRouteTable',
  },
  {
    mistake: 'a subnet has that of another tier',
    make: change('PrivateSubnetARouteTableAssociation', {
      RouteTableId: { Ref: 'PublicRouteTable' },
    }),
    named: 'PrivateSubnetA is in no PrivateRouteTable: PrivateSubnetA in PublicRouteTable',
  },
]);

/** `table: destination → target`, for each route. */
const routes = (template: Template) =>
  resourcesOfType(template, 'AWS::EC2::Route').map(([, { Properties = {} }]) => {
    const { RouteTableId, DestinationCidrBlock, ...target } = Properties;
    return {
      table: referencedId(RouteTableId) ?? 'a table outside the stack',
      line: `${DestinationCidrBlock} → ${Object.entries(target)
        .map(([key, value]) => `${key} ${referencedId(value)}`)
        .join()}`,
    };
  });

const privateRoutesLeadToNatAlone: NetworkClaim = (variant) => {
  const { NatMode } = variant.parameters;
  const found = routes(variant.template);
  return azLettersOf(variant).flatMap((letter) => {
    const table = `PrivateRouteTable${letter}`;
    const zonal = `NatGateway${NatMode === 'per-az' ? letter : 'A'}`;
    const gateway = NatMode === 'regional' ? 'RegionalNatGateway' : zonal;
    return compare(
      table,
      found.filter((route) => route.table === table).map(({ line }) => line),
      NatMode === 'none' ? [] : [`0.0.0.0/0 → NatGatewayId ${gateway}`],
    );
  });
};

const toInternetGateway = {
  NatGatewayId: undefined,
  GatewayId: { Ref: 'InternetGateway' },
};

describeNetworkClaim(
  'private subnets have no way to the internet but their NAT gateway',
  privateRoutesLeadToNatAlone,
  [
    ...['single', 'per-az', 'regional'].flatMap((NatMode) =>
      ['A', 'B', 'C'].map((letter) => ({
        mistake: `with NAT ${NatMode}, AZ ${letter} is routed to the internet gateway`,
        when: { NatMode, ...(letter === 'C' ? { Azs: 'ABC' } : {}) },
        make: change(`PrivateDefaultRoute${letter}`, toInternetGateway),
        named: `PrivateRouteTable${letter}: unexpected 0.0.0.0/0 → NatGatewayId undefined,GatewayId InternetGateway`,
      })),
    ),
    {
      mistake: 'a second route leads to the internet gateway',
      make: add('PrivateRouteA', 'AWS::EC2::Route', {
        RouteTableId: { Ref: 'PrivateRouteTableA' },
        DestinationCidrBlock: '8.0.0.0/8',
        GatewayId: { Ref: 'InternetGateway' },
      }),
      named: 'PrivateRouteTableA: unexpected 8.0.0.0/8 → GatewayId InternetGateway',
    },
    {
      mistake: "an AZ leads out through another AZ's gateway",
      when: { NatMode: 'per-az' },
      make: change('PrivateDefaultRouteB', { NatGatewayId: { Ref: 'NatGatewayA' } }),
      named: 'PrivateRouteTableB: missing 0.0.0.0/0 → NatGatewayId NatGatewayB',
    },
    {
      mistake: 'an AZ leads to a gateway that a regional one stands for',
      when: { NatMode: 'regional' },
      make: change('PrivateDefaultRouteB', { NatGatewayId: { Ref: 'NatGatewayA' } }),
      named: 'PrivateRouteTableB: missing 0.0.0.0/0 → NatGatewayId RegionalNatGateway',
    },
    {
      mistake: 'an AZ has no way out',
      when: { NatMode: 'single' },
      make: remove('PrivateDefaultRouteB'),
      named: 'PrivateRouteTableB: missing',
    },
  ],
);

const publicSubnetsLeadToTheInternet: NetworkClaim = ({ template }) => {
  const found = routes(template).filter(({ table }) => !table.startsWith('PrivateRouteTable'));
  const lines = found.map(({ table, line }) => `${table}: ${line}`);
  const attachment = template.Resources['InternetGatewayAttachment']?.Properties;
  return [
    ...compare('public routes', lines, ['PublicRouteTable: 0.0.0.0/0 → GatewayId InternetGateway']),
    ...compare(
      'attachment',
      [attachment],
      [{ VpcId: { Ref: 'Vpc' }, InternetGatewayId: { Ref: 'InternetGateway' } }],
    ),
    ...(refersTo(template.Resources['PublicDefaultRoute'], 'InternetGatewayAttachment')
      ? []
      : ['order: PublicDefaultRoute may come before InternetGatewayAttachment']),
  ];
};

describeNetworkClaim(
  'the public route table leads to the internet gateway',
  publicSubnetsLeadToTheInternet,
  [
    {
      mistake: 'the default route is missing',
      make: remove('PublicDefaultRoute'),
      named: 'public routes: missing',
    },
    {
      mistake: 'the gateway is not attached',
      make: remove('InternetGatewayAttachment'),
      named: 'attachment: missing',
    },
    {
      mistake: 'the route may come before the attachment',
      make: change('PublicDefaultRoute', { GatewayId: { Ref: 'InternetGateway' } }),
      named: 'order: PublicDefaultRoute may come before InternetGatewayAttachment',
    },
  ],
);
