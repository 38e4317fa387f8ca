import {
  DescribeAccountAttributesCommand,
  DescribeAddressesCommand,
  DescribeAvailabilityZonesCommand,
  DescribeSubnetsCommand,
  DescribeVpcsCommand,
  type EC2Client,
  type Vpc,
} from '@aws-sdk/client-ec2';
import { type ElasticIps, elasticIps } from './elastic-ips.ts';

/** What has EC2 of the account. */
export interface Ec2Account {
  readonly ec2: EC2Client;
}

/** Readers of what a Region and its account leave free, in the describe shapes of a snapshot. */
export function regionReaders(client: EC2Client) {
  return {
    Addresses: async () => (await client.send(new DescribeAddressesCommand({}))).Addresses,
    AccountAttributes: async () =>
      (await client.send(new DescribeAccountAttributesCommand({}))).AccountAttributes,
    AvailabilityZones: async () =>
      (await client.send(new DescribeAvailabilityZonesCommand({}))).AvailabilityZones,
  };
}

export async function readElasticIps({ ec2 }: Ec2Account): Promise<ElasticIps> {
  const readers = regionReaders(ec2);
  const [Addresses, AccountAttributes] = await Promise.all([
    readers.Addresses(),
    readers.AccountAttributes(),
  ]);
  return elasticIps(JSON.parse(JSON.stringify({ Addresses, AccountAttributes })));
}

/** Names of the zones that carry anything but edge workloads, sorted, and of those with a default subnet. */
export async function readZones({ ec2 }: Ec2Account): Promise<{
  readonly all: readonly string[];
  readonly withDefault: readonly string[];
}> {
  const Filters = [{ Name: 'default-for-az', Values: ['true'] }];
  const [zones = [], { Subnets = [] }] = await Promise.all([
    regionReaders(ec2).AvailabilityZones(),
    ec2.send(new DescribeSubnetsCommand({ Filters })),
  ]);
  const all = zones
    .filter(({ ZoneType = 'availability-zone' }) => ZoneType === 'availability-zone')
    .map(({ ZoneName = '' }) => ZoneName)
    .sort();
  const isDefault = (zone: string) => Subnets.some((each) => each.AvailabilityZone === zone);
  return { all, withDefault: all.filter(isDefault) };
}

/** Subnet → its zone. @param SubnetIds at least one */
export async function readZonesOf(
  { ec2 }: Ec2Account,
  SubnetIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { Subnets = [] } = await ec2.send(
    new DescribeSubnetsCommand({ SubnetIds: [...SubnetIds] }),
  );
  return new Map(
    Subnets.map(({ SubnetId = '', AvailabilityZone = '' }) => [SubnetId, AvailabilityZone]),
  );
}

/** The VPCs of the Region, the default one first. */
export async function listVpcs({ ec2 }: Ec2Account): Promise<readonly Vpc[]> {
  const { Vpcs = [] } = await ec2.send(new DescribeVpcsCommand({}));
  return Vpcs.toSorted((one, other) => Number(other.IsDefault) - Number(one.IsDefault));
}
