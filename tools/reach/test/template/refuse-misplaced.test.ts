import { refuseMisplaced } from '../../src/template/refuse-misplaced.ts';
import type { ResourceDeclaration } from '../../src/template/resource-declaration.ts';

type Resources = Record<string, ResourceDeclaration>;

const ref = (id: string) => ({ Ref: id });

function resource(
  type: string,
  properties: Record<string, unknown>,
  condition?: string,
): ResourceDeclaration {
  return { type: `AWS::EC2::${type}`, properties, condition };
}

const vpc = (block: unknown) => resource('VPC', { CidrBlock: block });
const subnet = (block: unknown, condition?: string) =>
  resource('Subnet', { VpcId: ref('Vpc'), CidrBlock: block }, condition);
const second = (block: unknown, of: unknown = ref('Vpc')) =>
  resource('VPCCidrBlock', { VpcId: of, CidrBlock: block });
const instance = (address: unknown) =>
  resource('Instance', { SubnetId: ref('A'), PrivateIpAddress: address });

const system = (resources: Resources): Resources => ({
  Vpc: vpc('10.0.0.0/16'),
  A: subnet('10.0.1.0/24'),
  ...resources,
});
const refuse = (resources: Resources) => () => refuseMisplaced('t.yml', system(resources));

describe('What lies where AWS does not take it', () => {
  it.each<[string, Resources, string]>([
    [
      'a subnet outside its VPC',
      { B: subnet('10.1.0.0/24') },
      'B.CidrBlock: "10.1.0.0/24" is refused by AWS: it does not lie in the blocks of Vpc',
    ],
    [
      'a subnet larger than its VPC',
      { Vpc: vpc('10.0.1.0/25') },
      'A.CidrBlock: "10.0.1.0/24" is refused by AWS: it does not lie in the blocks of Vpc',
    ],
    [
      'a subnet beside the blocks that a VPC has',
      { Second: second('10.2.0.0/16'), B: subnet('10.1.0.0/24') },
      'B.CidrBlock',
    ],
    [
      'a subnet whose VPC is named by an attribute',
      {
        B: resource('Subnet', {
          VpcId: { 'Fn::GetAtt': ['Vpc', 'VpcId'] },
          CidrBlock: '10.1.0.0/24',
        }),
      },
      'B.CidrBlock',
    ],
    [
      'a subnet over another',
      { B: subnet('10.0.1.128/25') },
      'A.CidrBlock: "10.0.1.0/24" is refused by AWS: it overlaps "10.0.1.128/25" of B',
    ],
    [
      'an address outside its subnet',
      { I: instance('10.0.2.10') },
      'I.PrivateIpAddress: "10.0.2.10" is refused by AWS: it does not lie in "10.0.1.0/24" of A',
    ],
  ])('is refused: %s', (_, resources, message) => {
    expect(refuse(resources)).toThrow(`t.yml: ${message}`);
  });

  it.each<[string, Resources]>([
    ['subnets side by side', { B: subnet('10.0.2.0/24') }],
    ['a subnet in a second block', { Second: second('10.1.0.0/16'), B: subnet('10.1.0.0/24') }],
    ['a block of a pool', { Second: second(undefined), B: subnet('10.1.0.0/24') }],
    [
      'a second block of a VPC that is not named',
      { Second: second('10.1.0.0/16', 'vpc-1'), B: subnet('10.1.0.0/24') },
    ],
    ['a VPC of a parameter', { Vpc: vpc(ref('Block')), B: subnet('10.1.0.0/24') }],
    ['a VPC of elsewhere', { Vpc: resource('Thing', {}), B: subnet('10.1.0.0/24') }],
    ['a block of a parameter', { B: subnet(ref('Block')) }],
    ['subnets of which a condition makes one', { B: subnet('10.0.1.0/24', 'Other') }],
    ['a subnet of IPv6', { B: subnet('2001:db8::/64') }],
    ['an address in its subnet', { I: instance('10.0.1.10') }],
    ['an address of a parameter', { I: instance(ref('Address')) }],
    ['a dynamic reference', { I: instance('{{resolve:ssm:/address}}') }],
  ])('is not %s', (_, resources) => {
    expect(refuse(resources)).not.toThrow();
  });
});
