import { NAME_SERVERS, type Snapshot } from '@private-lambda/inventory/snapshot';
import type { AdoptedSettings } from './adoption.ts';
import { listOf } from './list-of.ts';

/** "DHCP option sets": the VPC's own resolver, by name or by its addresses. */
const RESOLVER = /^(AmazonProvidedDNS|169\.254\.169\.253|fd00:ec2::253)$/;

/**
 * Names of endpoints are known to the VPC's own resolver alone. Whether another server asks that one in turn, AWS does
 * not say. The name of an internal load balancer is public, so that the hop is found anyway.
 */
export function noteNameServers(
  { VpcId, DhcpOptions = [] }: Snapshot,
  {
    logsEndpoint,
    containerEndpoints,
  }: Pick<AdoptedSettings, 'logsEndpoint' | 'containerEndpoints'>,
): readonly string[] {
  if (!logsEndpoint && !containerEndpoints) return [];
  const strange = DhcpOptions.flatMap(({ DhcpConfigurations = [] }) => DhcpConfigurations)
    .filter(({ Key }) => Key === NAME_SERVERS)
    .flatMap(({ Values = [] }) => Values.flatMap(({ Value }) => Value ?? []))
    .filter((server) => !RESOLVER.test(server));
  if (strange.length === 0) return [];
  return [
    `${VpcId} asks ${listOf(strange)} for names (DHCP options); they must forward those of AWS to the VPC's resolver, or the private names of endpoints lead past them, out of the VPC`,
  ];
}
