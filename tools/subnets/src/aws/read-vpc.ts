import '@private-lambda/aws/quiet-sdk';
import {
  DescribeAddressesCommand,
  DescribeVpcsCommand,
  type DescribeVpcsCommandOutput,
  EC2Client,
  paginateDescribeInternetGateways,
  paginateDescribeNatGateways,
  paginateDescribeSubnets,
  paginateDescribeVpcEndpoints,
  type Subnet,
  type Tag,
  type Vpc,
} from '@aws-sdk/client-ec2';
import { clientOptions } from '@private-lambda/aws/client-options';
import { resolveIdentity } from '@private-lambda/aws/identity';
import { InputError } from '@private-lambda/command-line/input-error';
import { type Block, parseBlock } from '../blocks/block.ts';
import { toInputError } from './aws-error.ts';

export type LiveSubnet = {
  readonly id: string;
  /** Its Name tag; empty without one. */
  readonly name: string;
  readonly zone: string;
  readonly block: Block;
  /** Addresses that nothing uses now. */
  readonly freeAddresses: number;
};

/** What stands in a VPC, as far as choosing addresses goes. */
export type LiveVpc = {
  readonly id: string;
  /** IPv4 ranges, the primary one first. */
  readonly ranges: readonly Block[];
  readonly subnets: readonly LiveSubnet[];
  /** One line for each gateway and endpoint: `nat-1 (NAT gateway, available)`. */
  readonly gateways: readonly string[];
  readonly endpoints: readonly string[];
  /** Elastic IPs allocated in the whole Region: the quota counts those. */
  readonly elasticIps: number;
};

/**
 * Reads a VPC through the EC2 API, with credentials and Region as the AWS CLI finds them. Import this file lazily: the
 * SDK is large.
 * @param region option `--region`
 * @throws {InputError} SUBNETS_VPC_ID_INVALID, SUBNETS_VPC_NOT_FOUND, SUBNETS_AWS_…
 */
export async function readVpc(id: string, region: string | undefined): Promise<LiveVpc> {
  if (!/^vpc-[0-9a-z]+$/.test(id)) {
    throw new InputError(
      'SUBNETS_VPC_ID_INVALID',
      `--vpc-id: found ${JSON.stringify(id)}, expected an id such as vpc-0123456789abcdef0`,
    );
  }
  const client = await createClient(region);
  try {
    return await describeVpc(client, id);
  } catch (error) {
    throw toInputError(error, id);
  } finally {
    client.destroy();
  }
}

async function createClient(regionOption: string | undefined): Promise<EC2Client> {
  const identity = await resolveIdentity({ environment: process.env, regionOption });
  if (identity.regionSource === undefined) {
    throw new InputError(
      'SUBNETS_AWS_REGION',
      '--vpc-id: no Region: expected --region or AWS_REGION',
    );
  }
  return new EC2Client({
    ...clientOptions(identity),
    maxAttempts: 2,
    requestHandler: { connectionTimeout: 5_000, requestTimeout: 30_000 },
  });
}

async function describeVpc(client: EC2Client, id: string): Promise<LiveVpc> {
  const vpcs = await client.send(new DescribeVpcsCommand({ VpcIds: [id] }));
  const Filters = [{ Name: 'vpc-id', Values: [id] }];
  const [subnets, internetGateways, natGateways, endpoints, addresses] = await Promise.all([
    all(paginateDescribeSubnets({ client }, { Filters }), (page) => page.Subnets),
    all(
      paginateDescribeInternetGateways(
        { client },
        { Filters: [{ Name: 'attachment.vpc-id', Values: [id] }] },
      ),
      (page) => page.InternetGateways,
    ),
    all(paginateDescribeNatGateways({ client }, { Filter: Filters }), (page) => page.NatGateways),
    all(paginateDescribeVpcEndpoints({ client }, { Filters }), (page) => page.VpcEndpoints),
    client.send(new DescribeAddressesCommand({})),
  ]);
  return {
    id,
    ranges: readRanges(vpcs, id),
    subnets: subnets.flatMap(readSubnet),
    gateways: [
      ...internetGateways.map((gateway) => `${gateway.InternetGatewayId} (internet gateway)`),
      ...natGateways
        .filter(({ State }) => State !== 'deleted' && State !== 'failed')
        .map((gateway) => `${gateway.NatGatewayId} (NAT gateway in ${gateway.SubnetId})`),
    ],
    endpoints: endpoints.map(
      (endpoint) =>
        `${endpoint.VpcEndpointId} (${endpoint.VpcEndpointType}, ${endpoint.ServiceName})`,
    ),
    elasticIps: addresses.Addresses?.length ?? 0,
  };
}

async function all<Page, Item>(
  pages: AsyncIterable<Page>,
  select: (page: Page) => Item[] | undefined,
): Promise<Item[]> {
  const items: Item[] = [];
  for await (const page of pages) items.push(...(select(page) ?? []));
  return items;
}

function readRanges({ Vpcs = [] }: DescribeVpcsCommandOutput, id: string): Block[] {
  const [vpc] = Vpcs;
  const cidrs = vpc ? listCidrs(vpc) : [];
  if (cidrs.length > 0) return cidrs.map((cidr) => parseBlock(cidr, id));
  throw new InputError(
    'SUBNETS_VPC_NOT_FOUND',
    `--vpc-id: ${id} does not exist in this account and Region`,
  );
}

/** The primary range and the associated others; those that are on their way out are not free to plan in. */
function listCidrs({ CidrBlock, CidrBlockAssociationSet = [] }: Vpc): string[] {
  const associated = CidrBlockAssociationSet.filter(
    ({ CidrBlockState }) => (CidrBlockState?.State ?? 'associated') === 'associated',
  );
  return [
    ...new Set([CidrBlock, ...associated.map((association) => association.CidrBlock)]),
  ].filter((cidr) => cidr !== undefined);
}

/** None for a subnet with IPv6 addresses only. */
function readSubnet({
  SubnetId,
  CidrBlock,
  AvailabilityZone,
  AvailableIpAddressCount,
  Tags,
}: Subnet): LiveSubnet[] {
  if (!CidrBlock) return [];
  const id = SubnetId ?? 'a subnet without id';
  return [
    {
      id,
      name: findName(Tags),
      zone: AvailabilityZone ?? '',
      block: parseBlock(CidrBlock, id),
      freeAddresses: AvailableIpAddressCount ?? 0,
    },
  ];
}

const findName = (tags: readonly Tag[] = []) => tags.find(({ Key }) => Key === 'Name')?.Value ?? '';
