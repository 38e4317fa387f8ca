import { NAME_SERVERS, NO_DHCP_OPTIONS, type Snapshot } from '@private-lambda/inventory/snapshot';
import { formatAddress, toBlock } from '@private-lambda/subnets/blocks/block';
import { listOf } from './list-of.ts';

/** "DHCP option sets": the VPC's own resolver, by name or by its addresses. */
const RESOLVER = /^(AmazonProvidedDNS|169\.254\.169\.253|fd00:ec2::253)$/;
/** "Amazon DNS server": and by this address of the primary range of the VPC. */
const RESOLVER_OFFSET = 2;

/**
 * Whom functions and tasks ask for the name of the load balancer. Security groups let everything to the VPC's own
 * resolver pass, and filter what is asked of any other server ("Security groups for your VPC"); ours open no port 53. A
 * second server is asked when the first is silent, and after seconds.
 * @returns one line, with the way out, when another server is asked first
 */
export function nameServerProblems(snapshot: Snapshot): readonly string[] {
  const servers = serversOf(snapshot);
  const [first] = servers;
  if (first === undefined || isOwn(first, snapshot)) return [];
  const { VpcId } = snapshot;
  return [
    `${VpcId} asks ${listOf(servers)} for names (DHCP options), and the security groups of the stage let callers ask the VPC's own resolver alone, so that they would not find the load balancer; take another VPC, or ask its owner for DHCP options with AmazonProvidedDNS, and for rules of Route 53 Resolver where its servers know other names`,
  ];
}

/** What a plan does not rest on, and should have looked at. */
export function noteNameServers(snapshot: Snapshot): readonly string[] {
  const { VpcId, Vpcs = [], DhcpOptions, NotKnown } = snapshot;
  const silence = 'whom functions ask for names there, AWS does not say';
  if (Vpcs[0]?.DhcpOptionsId === NO_DHCP_OPTIONS)
    return [`${VpcId} has no DHCP options; ${silence}`];
  if (!DhcpOptions) {
    const why = NotKnown['DhcpOptions'] ?? 'the snapshot does not hold them';
    return [`whom ${VpcId} asks for names is not known (DHCP options: ${why})`];
  }
  if (DhcpOptions.length === 0 || serversOf(snapshot).length > 0) return [];
  return [`the DHCP options of ${VpcId} name no server; ${silence}`];
}

const serversOf = ({ DhcpOptions = [] }: Snapshot) =>
  DhcpOptions.flatMap(({ DhcpConfigurations = [] }) => DhcpConfigurations)
    .filter(({ Key }) => Key === NAME_SERVERS)
    .flatMap(({ Values = [] }) => Values.flatMap(({ Value }) => Value ?? []));

function isOwn(server: string, { Vpcs: [vpc] = [] }: Snapshot): boolean {
  if (RESOLVER.test(server)) return true;
  const range = vpc?.CidrBlock && toBlock(vpc.CidrBlock);
  return range ? server === formatAddress(range.start + RESOLVER_OFFSET) : false;
}
