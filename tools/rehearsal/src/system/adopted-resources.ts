import type { Stage } from '../../../../config/stage.js';

/**
 * What a network stands in and uses without having made it, under the logical ids of what it would have made instead:
 * so every claim about a network holds for an existing VPC, too.
 */
export function adoptedResources({
  existingVpc,
  logsEndpoint,
}: Pick<Stage, 'existingVpc' | 'logsEndpoint'>): ReadonlyMap<string, string> {
  if (!existingVpc) return new Map();
  const { id, internetGatewayId, interfaceEndpoints } = existingVpc;
  const subnets = (tier: 'Public' | 'Private', ids: Readonly<Record<string, string | undefined>>) =>
    Object.entries(ids).map(([letter, subnet]) => [`${tier}Subnet${letter}`, subnet] as const);
  const all = [
    ['Vpc', id] as const,
    ['InternetGateway', internetGatewayId] as const,
    ...subnets('Public', existingVpc.publicSubnetIds ?? {}),
    ...subnets('Private', existingVpc.privateSubnetIds ?? {}),
    ['LogsEndpoint', logsEndpoint ? interfaceEndpoints?.logs?.id : undefined] as const,
  ];
  return new Map(all.flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])));
}
