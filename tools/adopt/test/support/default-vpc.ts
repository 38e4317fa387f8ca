import type { Snapshot } from '@private-lambda/inventory/snapshot';
import { NOTHING_ELSE } from '../../../inventory/test/support/nothing-else.ts';
import type { AdoptedSettings, Adoption, Ledger, Refusal } from '../../src/adoption.ts';
import { planAdoption } from '../../src/plan-adoption.ts';

export const settings: AdoptedSettings = {
  azs: 'AB',
  natMode: 'single',
  logsEndpoint: true,
  containerEndpoints: false,
  callerInternetAccess: false,
  ecsCaller: false,
  apiProtocol: 'http',
  apiPort: 80,
  apiTlsPort: 443,
  container: { port: 8080, cpu: 256, memory: 512, tasks: 1 },
};
export const VPC = 'vpc-0a1b2c3d';
export const NOTHING: Ledger = { zones: new Map(), private: new Map(), public: new Map() };

/** The default VPC as AWS makes it (VPC user guide, "Default VPCs"): a public /20 in each zone, and no table but main. */
export function defaultVpc(changes: Partial<Snapshot> = {}): Snapshot {
  const zones = ['a', 'b', 'c'].map((letter, index) => ({
    ZoneName: `eu-central-1${letter}`,
    ZoneId: `euc1-az${3 - index}`,
    ZoneType: 'availability-zone',
    State: 'available',
  }));
  return {
    SnapshotVersion: 1,
    AccountId: '111122223333',
    Region: 'eu-central-1',
    VpcId: VPC,
    NotKnown: {},
    Vpcs: [{ VpcId: VPC, CidrBlock: '172.31.0.0/16', IsDefault: true, OwnerId: '111122223333' }],
    VpcAttributes: { EnableDnsSupport: true, EnableDnsHostnames: true },
    Subnets: zones.map(({ ZoneName }, index) => ({
      SubnetId: `subnet-${index}`,
      VpcId: VPC,
      CidrBlock: `172.31.${index * 16}.0/20`,
      AvailabilityZone: ZoneName,
      AvailableIpAddressCount: 4000,
    })),
    RouteTables: [
      {
        RouteTableId: 'rtb-main',
        VpcId: VPC,
        Associations: [{ Main: true }],
        Routes: [
          { DestinationCidrBlock: '172.31.0.0/16', GatewayId: 'local' },
          { DestinationCidrBlock: '0.0.0.0/0', GatewayId: 'igw-1', State: 'active' },
        ],
      },
    ],
    InternetGateways: [{ InternetGatewayId: 'igw-1', Attachments: [{ VpcId: VPC }] }],
    VpcEndpoints: [],
    AvailabilityZones: zones,
    Addresses: [],
    AccountAttributes: [
      { AttributeName: 'vpc-max-elastic-ips', AttributeValues: [{ AttributeValue: '5' }] },
    ],
    NetworkAcls: [
      {
        NetworkAclId: 'acl-1',
        VpcId: VPC,
        IsDefault: true,
        Associations: zones.map((_, index) => ({ SubnetId: `subnet-${index}` })),
        Entries: [aclEntry(100, false), aclEntry(100, true)],
      },
    ],
    SecurityGroups: [],
    NatGateways: [],
    NetworkInterfaces: [],
    ...NOTHING_ELSE,
    DhcpOptions: [
      {
        DhcpOptionsId: 'dopt-0',
        DhcpConfigurations: [
          { Key: 'domain-name-servers', Values: [{ Value: 'AmazonProvidedDNS' }] },
        ],
      },
    ],
    ...changes,
  };
}

/** An entry of a network ACL that lets everything pass, as the default ACL has one for each direction. */
export function aclEntry(RuleNumber: number, Egress: boolean, change: object = {}) {
  const everything = { Protocol: '-1', RuleAction: 'allow', CidrBlock: '0.0.0.0/0' };
  return { RuleNumber, Egress, ...everything, ...change };
}

export function plan(
  snapshot: Snapshot,
  change: Partial<AdoptedSettings> = {},
  ids?: string[],
  ledger = NOTHING,
): Adoption {
  const result = planAdoption(snapshot, {
    settings: { ...settings, ...change },
    ledger,
    ...(ids && { privateSubnetIds: ids }),
  });
  if ('problems' in result) throw new Error(result.problems.join('\n'));
  return result;
}

export function problems(
  snapshot: Snapshot,
  change: Partial<AdoptedSettings> = {},
  ids?: string[],
  ledger = NOTHING,
): Refusal['problems'] {
  const result = planAdoption(snapshot, {
    settings: { ...settings, ...change },
    ledger,
    ...(ids && { privateSubnetIds: ids }),
  });
  return 'problems' in result ? result.problems : [];
}
