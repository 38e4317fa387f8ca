import type { Network } from '../aws/network.ts';
import { type DeployedSystem, physicalId } from '../system/deployed-system.ts';
import type { Claims } from './claims.ts';

/** Endpoints and the flow log of the VPC. */
export function claimEndpoints(
  claims: Claims,
  { settings, network: stack }: DeployedSystem,
  { endpoints, flowLogs }: Network,
): void {
  const letters = [...settings.azs];
  const idsOf = (prefix: string) =>
    letters.map((letter) => physicalId(stack, prefix + letter)).sort();
  for (const [id, service] of [
    ['S3Endpoint', 's3'],
    ['DynamoDbEndpoint', 'dynamodb'],
  ] as const) {
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
    claims.equal(id, 'subnets', [...(endpoint.SubnetIds ?? [])].sort(), idsOf('PrivateSubnet'));
    claims.equal(id, 'private DNS', endpoint.PrivateDnsEnabled, true);
    claims.equal(
      id,
      'security groups',
      endpoint.Groups?.map(({ GroupId }) => GroupId),
      [physicalId(stack, 'EndpointSecurityGroup')],
    );
  }
  const flowLog = flowLogs.get('FlowLog');
  claims.equal('FlowLog', 'watches', flowLog?.ResourceId, physicalId(stack, 'Vpc'));
  claims.equal('FlowLog', 'traffic', flowLog?.TrafficType, 'ALL');
  claims.equal('FlowLog', 'status', flowLog?.FlowLogStatus, 'ACTIVE');
}
