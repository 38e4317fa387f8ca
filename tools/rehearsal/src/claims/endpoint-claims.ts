import type { Network } from '../aws/network.ts';
import { type DeployedSystem, physicalId } from '../system/deployed-system.ts';
import type { Claims } from './claims.ts';

/** Endpoints and the flow log of the VPC. In an existing one no flow log is made, and an endpoint may be adopted. */
export function claimEndpoints(
  claims: Claims,
  { settings, network: stack }: DeployedSystem,
  { endpoints, flowLogs }: Network,
): void {
  const letters = [...settings.azs];
  const idsOf = (prefix: string) =>
    letters.map((letter) => physicalId(stack, prefix + letter)).sort();
  const { existingVpc } = settings;
  const gateways = [
    ['S3Endpoint', 's3'],
    ['DynamoDbEndpoint', 'dynamodb'],
  ] as const;
  for (const [id, service] of existingVpc?.privateSubnetIds ? [] : gateways) {
    const endpoint = claims.present(id, 'endpoint', endpoints.get(id));
    claims.equal(id, 'type', endpoint.VpcEndpointType, 'Gateway');
    claims.equal(id, 'service', endpoint.ServiceName?.split('.').at(-1), service);
    claims.equal(
      id,
      'route tables',
      [...(endpoint.RouteTableIds ?? [])].sort(),
      idsOf('PrivateRouteTable'),
    );
  }
  for (const [id, service, exists] of [
    ['LogsEndpoint', 'logs', settings.logsEndpoint],
    ['EcrApiEndpoint', 'ecr.api', settings.containerEndpoints],
    ['EcrDkrEndpoint', 'ecr.dkr', settings.containerEndpoints],
  ] as const) {
    const endpoint = endpoints.get(id);
    claims.equal(id, 'exists', endpoint !== undefined, exists);
    if (!endpoint) continue;
    claims.equal(id, 'type', endpoint.VpcEndpointType, 'Interface');
    claims.equal(id, 'service', endpoint.ServiceName?.split('.').slice(3).join('.'), service);
    claims.equal(id, 'private DNS', endpoint.PrivateDnsEnabled, true);
    if (id === 'LogsEndpoint' && existingVpc?.interfaceEndpoints?.logs) continue;
    claims.equal(id, 'subnets', [...(endpoint.SubnetIds ?? [])].sort(), idsOf('PrivateSubnet'));
    claims.equal(
      id,
      'security groups',
      endpoint.Groups?.map(({ GroupId }) => GroupId),
      [physicalId(stack, 'EndpointSecurityGroup')],
    );
  }
  if (existingVpc) {
    claims.equal('FlowLog', 'exists', flowLogs.has('FlowLog'), false);
    return;
  }
  const flowLog = flowLogs.get('FlowLog');
  claims.equal('FlowLog', 'watches', flowLog?.ResourceId, physicalId(stack, 'Vpc'));
  claims.equal('FlowLog', 'traffic', flowLog?.TrafficType, 'ALL');
  claims.equal('FlowLog', 'status', flowLog?.FlowLogStatus, 'ACTIVE');
}
