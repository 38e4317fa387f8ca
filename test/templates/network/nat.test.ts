import { at, refersTo, resourcesOfType } from '../../support/template.ts';
import { compare } from './compare.ts';
import {
  change,
  describeNetworkClaim,
  type NetworkClaim,
  remove,
} from './describe-network-claim.ts';
import { azLettersOf, type NetworkVariant } from './network-variant.ts';

/** AZ letters with a NAT gateway. */
const natLetters = (variant: NetworkVariant): string[] => {
  const { NatMode } = variant.parameters;
  if (NatMode === 'none') return [];
  return NatMode === 'single' ? ['A'] : azLettersOf(variant);
};

const gatewaysStandAsTheModeSays: NetworkClaim = (variant) => {
  const { template } = variant;
  const gateways = resourcesOfType(template, 'AWS::EC2::NatGateway').map(
    ([id, { Properties }]) => ({
      id,
      SubnetId: at(Properties, 'SubnetId'),
      AllocationId: at(Properties, 'AllocationId'),
      ConnectivityType: at(Properties, 'ConnectivityType'),
      afterRoute: refersTo(Properties, 'PublicDefaultRoute'),
    }),
  );
  const addresses = resourcesOfType(template, 'AWS::EC2::EIP').map(([id, { Properties }]) => ({
    id,
    Domain: at(Properties, 'Domain'),
    afterGateway: refersTo(Properties, 'InternetGatewayAttachment'),
  }));
  const letters = natLetters(variant);
  return [
    ...compare(
      'gateways',
      gateways,
      letters.map((letter) => ({
        id: `NatGateway${letter}`,
        SubnetId: { Ref: `PublicSubnet${letter}` },
        AllocationId: { 'Fn::GetAtt': [`NatElasticIp${letter}`, 'AllocationId'] },
        afterRoute: true,
      })),
    ),
    ...compare(
      'addresses',
      addresses,
      letters.map((letter) => ({
        id: `NatElasticIp${letter}`,
        Domain: 'vpc',
        afterGateway: true,
      })),
    ),
  ];
};

describeNetworkClaim(
  'none, one or one NAT gateway per AZ, each in a public subnet with an Elastic IP of its own',
  gatewaysStandAsTheModeSays,
  [
    {
      mistake: 'a gateway stands in a private subnet',
      when: { NatMode: 'single' },
      make: change('NatGatewayA', { SubnetId: { Ref: 'PrivateSubnetA' } }),
      named: 'gateways: unexpected {"id":"NatGatewayA","SubnetId":{"Ref":"PrivateSubnetA"}',
    },
    {
      mistake: 'two gateways stand in one AZ',
      when: { NatMode: 'per-az' },
      make: change('NatGatewayB', { SubnetId: { Ref: 'PublicSubnetA' } }),
      named: 'gateways: missing {"id":"NatGatewayB"',
    },
    {
      mistake: 'two gateways share an address',
      when: { NatMode: 'per-az' },
      make: change('NatGatewayB', {
        AllocationId: { 'Fn::GetAtt': ['NatElasticIpA', 'AllocationId'] },
      }),
      named: 'gateways: missing {"id":"NatGatewayB"',
    },
    {
      mistake: 'a gateway is private',
      when: { NatMode: 'single' },
      make: change('NatGatewayA', { ConnectivityType: 'private' }),
      named: '"ConnectivityType":"private"',
    },
    {
      mistake: 'the third AZ has none',
      when: { NatMode: 'per-az', Azs: 'ABC' },
      make: remove('NatGatewayC'),
      named: 'gateways: missing {"id":"NatGatewayC"',
    },
    {
      mistake: 'an address is paid for that no gateway uses',
      when: { NatMode: 'none' },
      make: (template) => {
        template.Resources['NatElasticIpA'] = { Type: 'AWS::EC2::EIP' };
      },
      named: 'addresses: unexpected {"id":"NatElasticIpA"',
    },
    {
      mistake: 'a gateway may come up before its route',
      when: { NatMode: 'single' },
      make: change('NatGatewayA', { Tags: [] }),
      named: 'gateways: missing {"id":"NatGatewayA"',
    },
  ],
);
