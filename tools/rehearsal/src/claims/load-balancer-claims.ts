import type { Hop } from '../aws/hop.ts';
import type { Network } from '../aws/network.ts';
import { type DeployedSystem, physicalId } from '../system/deployed-system.ts';
import type { Claims } from './claims.ts';

/** The internal load balancer, its listener, its rules and the group of its one target. */
export function claimLoadBalancer(
  claims: Claims,
  system: DeployedSystem,
  network: Network,
  hop: Hop,
): void {
  const { settings, network: stack, protectedApi } = system;
  const id = 'ApiLoadBalancer';
  const balancer = claims.present(id, 'load balancer', hop.loadBalancer);
  claims.equal(id, 'scheme', balancer.Scheme, 'internal');
  claims.equal(id, 'VPC', balancer.VpcId, physicalId(stack, 'Vpc'));
  claims.equal(id, 'security groups', balancer.SecurityGroups, [
    physicalId(stack, 'ApiLoadBalancerSecurityGroup'),
  ]);
  const places = (balancer.AvailabilityZones ?? []).map(({ ZoneName, SubnetId }) => [
    ZoneName,
    SubnetId,
  ]);
  const expectedPlaces = [...settings.azs].map((letter) => {
    const subnet = network.subnets.get(`PrivateSubnet${letter}`);
    return [subnet?.AvailabilityZone, subnet?.SubnetId];
  });
  claims.equal(id, 'zones and subnets', places.sort(), expectedPlaces.sort());
  for (const [key, value] of [
    ['deletion_protection.enabled', String(settings.deletionProtection)],
    ['idle_timeout.timeout_seconds', String(settings.timeBudget.albIdle)],
    ['routing.http.drop_invalid_header_fields.enabled', 'true'],
    ['routing.http.desync_mitigation_mode', 'strictest'],
    ['access_logs.s3.enabled', String(settings.albAccessLogs)],
  ] as const) {
    claims.equal(id, key, hop.loadBalancerAttributes.get(key), value);
  }
  if (settings.albAccessLogs) {
    claims.equal(
      id,
      'access_logs.s3.bucket',
      hop.loadBalancerAttributes.get('access_logs.s3.bucket'),
      physicalId(protectedApi, 'AccessLogBucket'),
    );
  }
  claimListener(claims, system, hop);
  claimTargetGroup(claims, system, hop);
}

function claimListener(claims: Claims, { settings, protectedApi }: DeployedSystem, hop: Hop): void {
  claims.equal(
    'ApiLoadBalancer',
    'listeners',
    hop.listeners.map(({ ListenerArn, Port, Protocol }) => ({ ListenerArn, Port, Protocol })),
    [
      {
        ListenerArn: physicalId(protectedApi, 'ApiListener'),
        Port: settings.apiPort,
        Protocol: 'HTTP',
      },
    ],
  );
  const groupArn =
    hop.targetGroup && 'TargetGroupArn' in hop.targetGroup ? hop.targetGroup.TargetGroupArn : '';
  // Numbers sort before the word `default`.
  const inOrder = [...hop.rules].sort((a, b) =>
    String(a.Priority).localeCompare(String(b.Priority)),
  );
  const rules = inOrder.map(({ Priority, Conditions = [], Actions = [] }) => ({
    priority: Priority,
    paths: Conditions.flatMap(({ Field, Values, PathPatternConfig }) =>
      Field === 'path-pattern' ? (PathPatternConfig?.Values ?? Values ?? []) : [`? ${Field}`],
    ),
    actions: Actions.map(({ Type, TargetGroupArn, FixedResponseConfig: fixed }) =>
      Type === 'forward'
        ? `forward ${TargetGroupArn}`
        : `${Type} ${fixed?.StatusCode} ${fixed?.ContentType}`,
    ),
  }));
  claims.equal('ApiListener', 'rules', rules, [
    {
      priority: '10',
      paths: ['/health', '/v1/*', '/v1/*/*'],
      actions: [`forward ${groupArn}`],
    },
    { priority: 'default', paths: [], actions: ['fixed-response 404 application/json'] },
  ]);
}

function claimTargetGroup(claims: Claims, { settings }: DeployedSystem, hop: Hop): void {
  const id = 'the target group';
  const group = claims.present('ApiListener', 'target group', hop.targetGroup);
  claims.equal(id, 'type', group.TargetType, 'lambda');
  claims.equal(id, 'targets', group.targetIds, [hop.protectedFunction.configuration.FunctionArn]);
  claims.equal(
    id,
    'multi-value headers',
    group.attributes.get('lambda.multi_value_headers.enabled'),
    'true',
  );
  const check = settings.healthCheck;
  claims.equal(id, 'health check', group.HealthCheckEnabled, check !== false);
  if (check) {
    claims.equal(id, 'health check path', group.HealthCheckPath, check.path);
    claims.equal(
      id,
      'health check interval',
      group.HealthCheckIntervalSeconds,
      check.intervalSeconds,
    );
    claims.equal(
      id,
      'health check time-out',
      group.HealthCheckTimeoutSeconds,
      check.timeoutSeconds,
    );
  }
}
