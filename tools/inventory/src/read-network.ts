import {
  DescribeDhcpOptionsCommand,
  DescribeVpcAttributeCommand,
  DescribeVpcsCommand,
  type EC2Client,
  paginateDescribeInstances,
  paginateDescribeInternetGateways,
  paginateDescribeManagedPrefixLists,
  paginateDescribeNatGateways,
  paginateDescribeNetworkAcls,
  paginateDescribeNetworkInterfaces,
  paginateDescribeRouteTables,
  paginateDescribeSecurityGroups,
  paginateDescribeSubnets,
  paginateDescribeVpcEndpoints,
  paginateDescribeVpcPeeringConnections,
  paginateGetManagedPrefixListEntries,
  type RouteTable,
  type SecurityGroup,
} from '@aws-sdk/client-ec2';
import { listAll } from './list-all.ts';
import { once } from './once.ts';
import { type PartReaders, unlessGone } from './part-readers.ts';
import { regionReaders } from './read-region.ts';
import { NAME_SERVERS, NO_DHCP_OPTIONS } from './snapshot.ts';

/** Readers of everything that EC2 knows of one VPC, and of what its Region and account leave free. */
export function networkReaders(client: EC2Client, VpcId: string): PartReaders {
  const paginator = { client };
  const ofVpc = { Filters: [{ Name: 'vpc-id', Values: [VpcId] }] };
  const attachedToVpc = { Filters: [{ Name: 'attachment.vpc-id', Values: [VpcId] }] };
  const vpcs = once(
    async () => (await client.send(new DescribeVpcsCommand({ VpcIds: [VpcId] }))).Vpcs,
  );
  const routeTables = once(() =>
    listAll(paginateDescribeRouteTables(paginator, ofVpc), (page) => page.RouteTables),
  );
  const securityGroups = once(() =>
    listAll(paginateDescribeSecurityGroups(paginator, ofVpc), (page) => page.SecurityGroups),
  );
  return {
    Vpcs: vpcs,
    DhcpOptions: async () => readDhcpOptions(client, (await vpcs())?.[0]?.DhcpOptionsId),
    VpcAttributes: () => readAttributes(client, VpcId),
    Subnets: () => listAll(paginateDescribeSubnets(paginator, ofVpc), (page) => page.Subnets),
    RouteTables: routeTables,
    InternetGateways: () =>
      listAll(
        paginateDescribeInternetGateways(paginator, attachedToVpc),
        (page) => page.InternetGateways,
      ),
    NatGateways: () =>
      listAll(
        paginateDescribeNatGateways(paginator, { Filter: ofVpc.Filters }),
        (page) => page.NatGateways,
      ),
    NetworkAcls: () =>
      listAll(paginateDescribeNetworkAcls(paginator, ofVpc), (page) => page.NetworkAcls),
    SecurityGroups: securityGroups,
    VpcEndpoints: () =>
      listAll(paginateDescribeVpcEndpoints(paginator, ofVpc), (page) => page.VpcEndpoints),
    // One filter names one side of a peering; the two sides are two lists.
    VpcPeeringConnections: async () =>
      (
        await Promise.all(
          ['requester-vpc-info.vpc-id', 'accepter-vpc-info.vpc-id'].map((Name) =>
            listAll(
              paginateDescribeVpcPeeringConnections(paginator, {
                Filters: [{ Name, Values: [VpcId] }],
              }),
              (page) => page.VpcPeeringConnections,
            ),
          ),
        )
      ).flat(),
    PrefixLists: () =>
      listAll(paginateDescribeManagedPrefixLists(paginator, {}), (page) => page.PrefixLists),
    PrefixListEntries: async () =>
      readEntries(client, prefixListsOf(await routeTables(), await securityGroups())),
    NetworkInterfaces: () =>
      listAll(
        paginateDescribeNetworkInterfaces(paginator, ofVpc),
        (page) => page.NetworkInterfaces,
      ),
    Reservations: async () =>
      (await listAll(paginateDescribeInstances(paginator, ofVpc), (page) => page.Reservations)).map(
        ({ ReservationId, Instances = [] }) => ({
          ReservationId,
          Instances: Instances.map((each) => ({
            InstanceId: each.InstanceId,
            VpcId: each.VpcId,
            SubnetId: each.SubnetId,
            Tags: each.Tags,
          })),
        }),
      ),
    ...regionReaders(client),
  };
}

/** What people write into the other options, such as a domain name, decides nothing here. */
async function readDhcpOptions(client: EC2Client, id: string | undefined) {
  if (id === undefined || id === NO_DHCP_OPTIONS) return [];
  const command = new DescribeDhcpOptionsCommand({ DhcpOptionsIds: [id] });
  const { DhcpOptions = [] } = await client.send(command);
  return DhcpOptions.map(({ DhcpOptionsId, DhcpConfigurations = [] }) => ({
    DhcpOptionsId,
    DhcpConfigurations: DhcpConfigurations.filter(({ Key }) => Key === NAME_SERVERS),
  }));
}

/** The entries of one prefix list after another, by its id. */
async function readEntries(client: EC2Client, ids: ReadonlySet<string>) {
  const entries: Record<string, unknown> = {};
  for (const PrefixListId of ids) {
    const pages = paginateGetManagedPrefixListEntries({ client }, { PrefixListId });
    const found = await unlessGone(() => listAll(pages, (page) => page.Entries), undefined);
    if (found) entries[PrefixListId] = found;
  }
  return entries;
}

/** Of a prefix list, a route or a rule names the id alone. */
function prefixListsOf(routeTables: readonly RouteTable[], groups: readonly SecurityGroup[]) {
  const ofRoutes = routeTables.flatMap(({ Routes = [] }) =>
    Routes.map(({ DestinationPrefixListId }) => DestinationPrefixListId),
  );
  const ofRules = groups
    .flatMap(({ IpPermissions = [], IpPermissionsEgress = [] }) => [
      ...IpPermissions,
      ...IpPermissionsEgress,
    ])
    .flatMap(({ PrefixListIds = [] }) => PrefixListIds.map(({ PrefixListId }) => PrefixListId));
  return new Set([...ofRoutes, ...ofRules].filter((id) => id !== undefined));
}

async function readAttributes(client: EC2Client, VpcId: string) {
  const [support, hostnames] = await Promise.all([
    client.send(new DescribeVpcAttributeCommand({ VpcId, Attribute: 'enableDnsSupport' })),
    client.send(new DescribeVpcAttributeCommand({ VpcId, Attribute: 'enableDnsHostnames' })),
  ]);
  return {
    EnableDnsSupport: support.EnableDnsSupport?.Value,
    EnableDnsHostnames: hostnames.EnableDnsHostnames?.Value,
  };
}
