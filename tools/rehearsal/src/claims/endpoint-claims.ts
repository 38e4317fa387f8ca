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
  const logs = endpoints.get('LogsEndpoint');
  claims.equal('LogsEndpoint', 'exists', logs !== undefined, settings.logsEndpoint);
  if (logs) {
    claims.equal('LogsEndpoint', 'type', logs.VpcEndpointType, 'Interface');
    claims.equal(
      'LogsEndpoint',
      'subnets',
      [...(logs.SubnetIds ?? [])].sort(),
      idsOf('PrivateSubnet'),
    );
    claims.equal('LogsEndpoint', 'private DNS', logs.PrivateDnsEnabled, true);
    claims.equal(
      'LogsEndpoint',
      'security groups',
      logs.Groups?.map(({ GroupId }) => GroupId),
      [physicalId(stack, 'EndpointSecurityGroup')],
    );
  }
  const flowLog = flowLogs.get('FlowLog');
  claims.equal('FlowLog', 'watches', flowLog?.ResourceId, physicalId(stack, 'Vpc'));
  claims.equal('FlowLog', 'traffic', flowLog?.TrafficType, 'ALL');
  claims.equal('FlowLog', 'status', flowLog?.FlowLogStatus, 'ACTIVE');
}
