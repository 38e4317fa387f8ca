import { loadStage } from '../../../config/stage.js';
import { readTemplate, testedStages } from '../../support/packaged-template.ts';
import { resolveTemplate } from '../../support/resolve-template.ts';
import { at, refersTo, resourcesOfType, type Template } from '../../support/template.ts';
import { compare } from './compare.ts';
import {
  add,
  change,
  describeNetworkClaim,
  type NetworkClaim,
  remove,
} from './describe-network-claim.ts';
import { azLettersOf, type NetworkVariant } from './network-variant.ts';

/** AZ letters with a NAT gateway. */
const natLetters = (variant: NetworkVariant): string[] => {
  const { NatMode } = variant.parameters;
  if (NatMode === 'none' || NatMode === 'regional') return [];
  return NatMode === 'single' ? ['A'] : azLettersOf(variant);
};

/** The Elastic IP that the stage gives the gateway of an AZ; empty makes one. */
const given = ({ parameters }: NetworkVariant, letter: string) =>
  parameters[`ExistingNatElasticIp${letter}`] ?? '';

/** What a gateway would come up without, and with no way out. */
const WAYS = ['PublicDefaultRoute', 'InternetGatewayAttachment'];

const gatewaysStandAsTheModeSays: NetworkClaim = (variant) => {
  const { template } = variant;
  const gateways = resourcesOfType(template, 'AWS::EC2::NatGateway').map(
    ([id, { Properties }]) => ({
      id,
      SubnetId: at(Properties, 'SubnetId'),
      AllocationId: at(Properties, 'AllocationId'),
      ConnectivityType: at(Properties, 'ConnectivityType'),
      AvailabilityMode: at(Properties, 'AvailabilityMode'),
      VpcId: at(Properties, 'VpcId'),
      after: WAYS.filter((way) => refersTo(Properties, way)),
    }),
  );
  const addresses = resourcesOfType(template, 'AWS::EC2::EIP').map(([id, { Properties }]) => ({
    id,
    Domain: at(Properties, 'Domain'),
    afterGateway: refersTo(Properties, 'InternetGatewayAttachment'),
  }));
  const letters = natLetters(variant);
  const regional = {
    id: 'RegionalNatGateway',
    AvailabilityMode: 'regional',
    VpcId: { Ref: 'Vpc' },
    after: ['InternetGatewayAttachment'],
  };
  return [
    ...compare(
      'gateways',
      gateways,
      variant.parameters['NatMode'] === 'regional'
        ? [regional]
        : letters.map((letter) => ({
            id: `NatGateway${letter}`,
            SubnetId: { Ref: `PublicSubnet${letter}` },
            AllocationId: given(variant, letter) || {
              'Fn::GetAtt': [`NatElasticIp${letter}`, 'AllocationId'],
            },
            after: ['PublicDefaultRoute'],
          })),
    ),
    ...compare(
      'addresses',
      addresses,
      letters
        .filter((letter) => given(variant, letter) === '')
        .map((letter) => ({
          id: `NatElasticIp${letter}`,
          Domain: 'vpc',
          afterGateway: true,
        })),
    ),
  ];
};

/** Every stage with addresses of its own for some of its gateways: the rest are made. */
const withOwnAddresses = (stage: string, own: Readonly<Record<string, string>>): Template => {
  const { template, parameters } = readTemplate('network', stage);
  const none = { ExistingNatElasticIpA: '', ExistingNatElasticIpB: '', ExistingNatElasticIpC: '' };
  const zones = { NatMode: 'per-az', Azs: 'ABC' };
  return resolveTemplate(template, { ...parameters, ...zones, ...none, ...own });
};

describe.each(testedStages.filter((stage) => loadStage(stage).existingVpc === undefined))(
  'own Elastic IPs on %s',
  (stage) => {
    const idsOf = (template: Template, type: string) =>
      resourcesOfType(template, type).map(([id]) => id);
    const outputsOf = (template: Template) =>
      Object.keys(template.Outputs).filter((key) => key.endsWith('PublicIp'));

    it('are those of their gateways, and the others are made', () => {
      const template = withOwnAddresses(stage, { ExistingNatElasticIpB: 'eipalloc-0b' });
      expect(idsOf(template, 'AWS::EC2::EIP')).toEqual(['NatElasticIpA', 'NatElasticIpC']);
      const made = (letter: string) => ({
        'Fn::GetAtt': [`NatElasticIp${letter}`, 'AllocationId'],
      });
      const addresses = resourcesOfType(template, 'AWS::EC2::NatGateway').map(
        ([id, { Properties }]) => [id, at(Properties, 'AllocationId')],
      );
      expect(addresses).toEqual([
        ['NatGatewayA', made('A')],
        ['NatGatewayB', 'eipalloc-0b'],
        ['NatGatewayC', made('C')],
      ]);
      expect(outputsOf(template)).toEqual(['NatGatewayAPublicIp', 'NatGatewayCPublicIp']);
    });

    it('leave no address that is made where all are given', () => {
      const all = { ExistingNatElasticIpA: 'eipalloc-0a', ExistingNatElasticIpB: 'eipalloc-0b' };
      const template = withOwnAddresses(stage, { ...all, ExistingNatElasticIpC: 'eipalloc-0c' });
      expect(idsOf(template, 'AWS::EC2::EIP')).toEqual([]);
      expect(outputsOf(template)).toEqual([]);
    });

    it('change nothing else', () => {
      const without = (template: Template) =>
        Object.entries(template.Resources).filter(([id]) => !/^Nat(Gateway|ElasticIp)B$/.test(id));
      expect(without(withOwnAddresses(stage, { ExistingNatElasticIpB: 'eipalloc-0b' }))).toEqual(
        without(withOwnAddresses(stage, {})),
      );
    });
  },
);

describeNetworkClaim(
  'none, one or one NAT gateway per AZ, each in a public subnet with an Elastic IP of its own; or a regional one, in none',
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
    {
      mistake: 'a regional gateway stands in a subnet',
      when: { NatMode: 'regional' },
      make: change('RegionalNatGateway', { SubnetId: { Ref: 'PublicSubnetA' } }),
      named: 'gateways: unexpected {"id":"RegionalNatGateway","SubnetId"',
    },
    {
      mistake: 'the gateway of all zones is that of one',
      when: { NatMode: 'regional' },
      make: change('RegionalNatGateway', { AvailabilityMode: undefined }),
      named: 'gateways: missing {"id":"RegionalNatGateway","AvailabilityMode":"regional"',
    },
    {
      mistake: 'a regional gateway may come up before the internet gateway',
      when: { NatMode: 'regional' },
      make: change('RegionalNatGateway', { Tags: [] }),
      named: 'gateways: missing {"id":"RegionalNatGateway"',
    },
    {
      mistake: 'a zone pays for a gateway of its own beside it',
      when: { NatMode: 'regional' },
      make: add('NatGatewayA', 'AWS::EC2::NatGateway', { SubnetId: { Ref: 'PublicSubnetA' } }),
      named: 'gateways: unexpected {"id":"NatGatewayA"',
    },
  ],
);
