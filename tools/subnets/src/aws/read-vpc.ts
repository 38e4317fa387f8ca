import '@private-lambda/aws/quiet-sdk';
import { EC2Client } from '@aws-sdk/client-ec2';
import { clientOptions } from '@private-lambda/aws/client-options';
import { resolveIdentity } from '@private-lambda/aws/identity';
import { InputError } from '@private-lambda/command-line/input-error';
import { cidrsOf } from '@private-lambda/inventory/cidrs-of';
import { readParts } from '@private-lambda/inventory/read-snapshot';
import type { Snapshot } from '@private-lambda/inventory/snapshot';
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
  const { ec2, region: found } = await connect(region);
  try {
    return toLiveVpc(await readParts({ ec2, region: found }, { vpcId: id, parts: PARTS }));
  } catch (error) {
    throw toInputError(error, id);
  } finally {
    ec2.destroy();
  }
}

async function connect(regionOption: string | undefined) {
  const identity = await resolveIdentity({ environment: process.env, regionOption });
  if (identity.regionSource === undefined) {
    throw new InputError(
      'SUBNETS_AWS_REGION',
      '--vpc-id: no Region: expected --region or AWS_REGION',
    );
  }
  const ec2 = new EC2Client({
    ...clientOptions(identity),
    maxAttempts: 2,
    requestHandler: { connectionTimeout: 5_000, requestTimeout: 30_000 },
  });
  return { ec2, region: identity.region };
}

const PARTS = [
  'Vpcs',
  'Subnets',
  'InternetGateways',
  'NatGateways',
  'VpcEndpoints',
  'Addresses',
] as const;

function toLiveVpc(snapshot: Snapshot): LiveVpc {
  const { VpcId: id, Vpcs = [], Subnets = [] } = snapshot;
  const { InternetGateways = [], NatGateways = [], VpcEndpoints = [], Addresses = [] } = snapshot;
  if (Vpcs.length === 0) {
    throw new InputError(
      'SUBNETS_VPC_NOT_FOUND',
      `--vpc-id: ${id} does not exist in this account and Region`,
    );
  }
  return {
    id,
    ranges: cidrsOf(snapshot).map((cidr) => parseBlock(cidr, id)),
    subnets: Subnets.flatMap(readSubnet),
    gateways: [
      ...InternetGateways.map((gateway) => `${gateway.InternetGatewayId} (internet gateway)`),
      ...NatGateways.filter(({ State }) => State !== 'deleted' && State !== 'failed').map(
        ({ NatGatewayId, SubnetId }) =>
          `${NatGatewayId} (${SubnetId ? `NAT gateway in ${SubnetId}` : 'regional NAT gateway'})`,
      ),
    ],
    endpoints: VpcEndpoints.map(
      (endpoint) =>
        `${endpoint.VpcEndpointId} (${endpoint.VpcEndpointType}, ${endpoint.ServiceName})`,
    ),
    elasticIps: Addresses.length,
  };
}

type Subnet = NonNullable<Snapshot['Subnets']>[number];

/** None for a subnet with IPv6 addresses only. */
function readSubnet({
  SubnetId: id,
  CidrBlock,
  AvailabilityZone: zone = '',
  AvailableIpAddressCount: freeAddresses = 0,
  Tags = [],
}: Subnet): LiveSubnet[] {
  if (!CidrBlock) return [];
  const name = Tags.find(({ Key }) => Key === 'Name')?.Value ?? '';
  return [{ id, name, zone, block: parseBlock(CidrBlock, id), freeAddresses }];
}
