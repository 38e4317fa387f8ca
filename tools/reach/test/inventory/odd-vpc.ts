import { NOTHING_ELSE } from '../../../inventory/test/support/nothing-else.ts';
import { Analysis } from '../../src/analysis/analysis.ts';
import { loadSystem } from '../../src/loading/load-system.ts';
import type { TemporaryFiles } from '../make-system.ts';

export const VpcId = 'vpc-1';
const everything = [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }];

/** A group that lets everything pass. */
export const open = {
  GroupId: 'sg-open',
  GroupName: 'open',
  VpcId,
  IpPermissions: everything,
  IpPermissionsEgress: everything,
};
/** It wears the open group. */
export const host = (name: string, SubnetId: string, more: object = {}) => ({
  NetworkInterfaceId: `eni-${name}`,
  VpcId,
  SubnetId,
  InterfaceType: 'interface',
  Groups: [{ GroupId: open.GroupId }],
  ...more,
});
export const publicly = { Association: { PublicIp: '198.51.100.7' } };

/** @param target of a route, as EC2 shows it */
export const to = (DestinationCidrBlock: string, target: object) => ({
  DestinationCidrBlock,
  State: 'active',
  ...target,
});
export const everywhere = (target: object) => to('0.0.0.0/0', target);

/** The main table, or one that is associated with something. */
export const table = (Routes: readonly object[], ...Associations: readonly object[]) => ({
  RouteTableId: `rtb-${Associations.length === 0 ? 'main' : JSON.stringify(Associations).length}`,
  VpcId,
  Associations: Associations.length === 0 ? [{ Main: true }] : Associations,
  Routes: [to('10.0.0.0/16', { GatewayId: 'local' }), ...Routes],
});
/** A VPC whose main table has these routes. */
export const main = (...routes: readonly object[]) => ({ RouteTables: [table(routes)] });

export const entry = (RuleNumber: number, Egress: boolean, more: object = {}) => ({
  RuleNumber,
  Egress,
  RuleAction: 'allow',
  Protocol: '-1',
  CidrBlock: '0.0.0.0/0',
  ...more,
});
export const openEntries = [entry(100, false), entry(100, true)];
/** The default ACL, or that of some subnets. */
export const acl = (Entries: readonly object[], ...subnets: readonly string[]) => ({
  NetworkAclId: `acl-${subnets.join('-') || 'default'}`,
  VpcId,
  IsDefault: subnets.length === 0,
  Associations: subnets.map((SubnetId) => ({ SubnetId })),
  Entries: [
    ...Entries,
    entry(32_767, false, { RuleAction: 'deny' }),
    entry(32_767, true, { RuleAction: 'deny' }),
  ],
});

/** Two subnets with a host in each, of which that in b has a public address, an internet gateway, and what is said. */
export const vpc = (changes: object = {}): object => ({
  SnapshotVersion: 1,
  AccountId: '111122223333',
  Region: 'eu-central-1',
  VpcId,
  Vpcs: [{ VpcId, CidrBlock: '10.0.0.0/16', OwnerId: '111122223333' }],
  VpcAttributes: { EnableDnsSupport: true, EnableDnsHostnames: true },
  Subnets: [
    { SubnetId: 'subnet-a', VpcId, CidrBlock: '10.0.0.0/24', AvailabilityZone: 'eu-central-1a' },
    { SubnetId: 'subnet-b', VpcId, CidrBlock: '10.0.1.0/24', AvailabilityZone: 'eu-central-1b' },
  ],
  ...main(),
  InternetGateways: [{ InternetGatewayId: 'igw-1', Attachments: [{ VpcId, State: 'available' }] }],
  NatGateways: [],
  NetworkAcls: [acl(openEntries)],
  SecurityGroups: [open],
  VpcEndpoints: [],
  ...NOTHING_ELSE,
  NetworkInterfaces: [host('a', 'subnet-a'), host('b', 'subnet-b', publicly)],
  ...changes,
});

/** What is asked of it: `a` and `b` are the two hosts. */
export type Question = readonly [from: string, to: string, verdict: string];

/** @returns the verdict on TCP port 80, and what it rests on */
export async function ask(files: TemporaryFiles, content: object, [from, to]: Question) {
  const analysis = new Analysis(
    await loadSystem({
      stacks: [{ name: 'app', file: files.write('app.json', { Resources: {} }) }],
      inventory: files.write('snapshot.json', content),
    }),
  );
  const named = (end: string) =>
    end === 'internet' ? end : `vpc/${end.length === 1 ? `eni-${end}` : end}`;
  const { verdict, hops } = analysis.explain({
    from: named(from),
    to: named(to),
    protocol: 'tcp',
    port: 80,
  });
  return { verdict, hops };
}
