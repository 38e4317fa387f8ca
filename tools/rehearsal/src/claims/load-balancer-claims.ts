import { globCovers } from '@private-lambda/command-line/glob-covers';
import type { PlannedRoute } from '@private-lambda/system/read-routes';
import type { DeployedFunction, Hop } from '../aws/hop.ts';
import type { Network } from '../aws/network.ts';
import { type DeployedSystem, physicalId } from '../system/deployed-system.ts';
import type { Claims } from './claims.ts';

/** TLS 1.2 and 1.3, as AWS recommends (ELB user guide, "Security policies for your Application Load Balancer"). */
const TLS_POLICY = 'ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09';

/** The internal load balancer, its listeners, its rules and their target groups. */
export function claimLoadBalancer(
  claims: Claims,
  system: DeployedSystem,
  network: Network,
  hop: Hop,
  protectedRoutes: readonly PlannedRoute[],
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
  claimListeners(claims, system, hop);
  for (const { Protocol = '', rules } of hop.listeners) {
    claimRules(claims, system, { ...hop, id: `the ${Protocol} listener`, rules }, protectedRoutes);
  }
  claims.equal(
    'ApiListener',
    'number of target groups',
    hop.targetGroups.length,
    hop.protectedFunctions.length,
  );
  for (const group of hop.targetGroups) claimTargetGroup(claims, system, hop, group);
}

function claimListeners(
  claims: Claims,
  { settings, protectedApi }: DeployedSystem,
  hop: Hop,
): void {
  const plain = { id: 'ApiListener', Port: settings.apiPort, Protocol: 'HTTP', shows: [] };
  const tls = {
    id: 'ApiTlsListener',
    Port: settings.apiTlsPort,
    Protocol: 'HTTPS',
    shows: [TLS_POLICY, settings.apiCertificateArn],
  };
  const expected = { http: [plain], both: [plain, tls], https: [tls] }[settings.apiProtocol];
  claims.equal(
    'ApiLoadBalancer',
    'listeners',
    hop.listeners
      .map(({ ListenerArn, Port, Protocol = '', SslPolicy, Certificates = [] }) => ({
        ListenerArn,
        Port,
        Protocol,
        shows:
          Protocol === 'HTTPS'
            ? [SslPolicy, ...Certificates.map(({ CertificateArn }) => CertificateArn)]
            : [],
      }))
      .sort((a, b) => a.Protocol.localeCompare(b.Protocol)),
    expected.map(({ id, ...rest }) => ({ ListenerArn: physicalId(protectedApi, id), ...rest })),
  );
}

/**
 * Every rule forwards to one function, every path of the protected API to the function whose table it is in, and nothing
 * else is answered.
 */
function claimRules(
  claims: Claims,
  { protectedApi }: DeployedSystem,
  hop: Hop & { readonly id: string; readonly rules: Hop['listeners'][number]['rules'] },
  routes: readonly PlannedRoute[],
): void {
  const rules = hop.rules.map(({ Priority, Conditions = [], Actions = [] }) => ({
    priority: Priority,
    patterns: Conditions.flatMap(({ Field, Values, PathPatternConfig }) =>
      Field === 'path-pattern' ? (PathPatternConfig?.Values ?? Values ?? []) : [`? ${Field}`],
    ),
    groupArn: Actions[0]?.TargetGroupArn,
    actions: Actions.map(({ Type, FixedResponseConfig: fixed }) =>
      fixed ? `${Type} ${fixed.StatusCode} ${fixed.ContentType}` : String(Type),
    ),
  }));
  const { id } = hop;
  const isDefault = ({ priority }: { priority: string | undefined }) => priority === 'default';
  claims.equal(id, 'default rule', rules.filter(isDefault), [
    {
      priority: 'default',
      patterns: [],
      groupArn: undefined,
      actions: ['fixed-response 404 application/json'],
    },
  ]);
  const own = rules
    .filter((rule) => !isDefault(rule))
    .sort((a, b) => Number(a.priority) - Number(b.priority));
  for (const { priority, actions } of own) {
    claims.equal(id, `actions of rule ${priority}`, actions, ['forward']);
  }
  for (const { route, path, functionKey } of routes) {
    // ELB user guide, "Rule condition types".
    const rule = own.find(({ patterns }) => patterns.some((pattern) => globCovers(pattern, path)));
    const group = hop.targetGroups.find(({ arn }) => arn === rule?.groupArn);
    const name = physicalId(protectedApi, lambdaFunctionId(functionKey));
    const expected = hop.protectedFunctions.find((one) => one.name === name)?.configuration;
    claims.equal(id, `function of ${route}`, group?.targetIds, [expected?.FunctionArn]);
  }
}

/** What osls calls the function `orders` of serverless.yml: `OrdersLambdaFunction`. */
function lambdaFunctionId(key: string): string {
  return `${key.charAt(0).toUpperCase()}${key.slice(1)}LambdaFunction`;
}

function claimTargetGroup(
  claims: Claims,
  { settings }: DeployedSystem,
  { protectedFunctions }: Hop,
  group: Hop['targetGroups'][number],
): void {
  const id = group.TargetGroupName ?? group.arn;
  const isTarget = ({ configuration }: DeployedFunction) =>
    group.targetIds.includes(configuration.FunctionArn);
  claims.equal(id, 'type', group.TargetType, 'lambda');
  claims.equal(id, 'number of targets', group.targetIds.length, 1);
  claims.equal(id, 'is for a protected function', protectedFunctions.some(isTarget), true);
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
