import { protectedApiUrl } from '../../../../config/api-address.js';
import type { EcsCaller } from '../aws/ecs-caller.ts';
import type { Stack } from '../aws/stack.ts';
import { type DeployedSystem, physicalId } from '../system/deployed-system.ts';
import type { Claims } from './claims.ts';

/** The load balancer that faces the internet, and the tasks behind it that do not. */
export function claimEcsCaller(
  claims: Claims,
  system: DeployedSystem,
  stack: Stack,
  found: EcsCaller,
): void {
  claimFront(claims, system, stack, found);
  claimListeners(claims, system, stack, found);
  claimTargetGroup(claims, system, stack, found);
  claimService(claims, system, stack, found);
  claimTask(claims, system, stack, found);
}

function claimFront(
  claims: Claims,
  { settings, network }: DeployedSystem,
  stack: Stack,
  { loadBalancer }: EcsCaller,
): void {
  const id = 'CallerLoadBalancer';
  const balancer = claims.present(id, 'load balancer', loadBalancer);
  claims.equal(id, 'ARN', balancer.LoadBalancerArn, physicalId(stack, id));
  claims.equal(id, 'scheme', balancer.Scheme, 'internet-facing');
  claims.equal(id, 'VPC', balancer.VpcId, physicalId(network, 'Vpc'));
  claims.equal(id, 'security groups', balancer.SecurityGroups, [
    physicalId(network, 'EcsCallerLoadBalancerSecurityGroup'),
  ]);
  claims.equal(
    id,
    'subnets',
    balancer.AvailabilityZones?.map(({ SubnetId }) => SubnetId).sort(),
    subnets(network, 'Public', settings.azs),
  );
  const webAcl = [...stack.resources.keys()].filter((one) => one.startsWith('CallerWebAcl')).sort();
  const expected = settings.webAcl ? ['CallerWebAcl', 'CallerWebAclAssociation'] : [];
  claims.equal(id, 'web ACL', webAcl, expected);
}

/** HTTPS with the stage's certificate, and plain HTTP that leads nowhere else. */
function claimListeners(
  claims: Claims,
  { settings }: DeployedSystem,
  stack: Stack,
  { listeners }: EcsCaller,
): void {
  const expected = [
    {
      port: 443,
      protocol: 'HTTPS',
      certificates: [settings.ecsCertificateArn],
      policy: 'ELBSecurityPolicy-TLS13-1-2-2021-06',
      actions: [`forward ${physicalId(stack, 'CallerTargetGroup')}`],
    },
    {
      port: 80,
      protocol: 'HTTP',
      certificates: [],
      policy: undefined,
      actions: ['redirect HTTPS 443 HTTP_301'],
    },
  ];
  const shown = listeners.map(
    ({ Port = 0, Protocol, Certificates, SslPolicy, DefaultActions }) => ({
      port: Port,
      protocol: Protocol,
      certificates: (Certificates ?? []).map(({ CertificateArn }) => CertificateArn),
      policy: SslPolicy,
      actions: (DefaultActions ?? []).map(({ Type, TargetGroupArn, RedirectConfig: to }) =>
        Type === 'redirect'
          ? `${Type} ${to?.Protocol} ${to?.Port} ${to?.StatusCode}`
          : `${Type} ${TargetGroupArn}`,
      ),
    }),
  );
  shown.sort((a, b) => b.port - a.port);
  claims.equal('CallerLoadBalancer', 'listeners', shown, expected);
}

function claimTargetGroup(
  claims: Claims,
  { settings, network }: DeployedSystem,
  stack: Stack,
  { targetGroup, targetGroupAttributes }: EcsCaller,
): void {
  const id = 'CallerTargetGroup';
  const group = claims.present(id, 'target group', targetGroup);
  claims.equal(id, 'type', group.TargetType, 'ip');
  claims.equal(id, 'protocol', group.Protocol, 'HTTP');
  claims.equal(id, 'port', group.Port, settings.container.port);
  claims.equal(id, 'VPC', group.VpcId, physicalId(network, 'Vpc'));
  claims.equal(id, 'health check', group.HealthCheckEnabled, true);
  claims.equal(id, 'health check path', group.HealthCheckPath, '/health');
  claims.equal(id, 'load balancers', group.LoadBalancerArns, [
    physicalId(stack, 'CallerLoadBalancer'),
  ]);
  const delay = Number(targetGroupAttributes.get('deregistration_delay.timeout_seconds'));
  const { containerRequest, callDeadline } = settings.timeBudget;
  claims.equal(
    id,
    'deregistration delay outlasts a request and its call',
    delay >= containerRequest + callDeadline,
    true,
  );
}

function claimService(
  claims: Claims,
  { settings, network }: DeployedSystem,
  stack: Stack,
  { service: found }: EcsCaller,
): void {
  const id = 'CallerService';
  const service = claims.present(id, 'service', found);
  const place = service.networkConfiguration?.awsvpcConfiguration;
  claims.equal(id, 'status', service.status, 'ACTIVE');
  claims.equal(id, 'launch type', service.launchType, 'FARGATE');
  claims.equal(id, 'desired tasks', service.desiredCount, settings.container.tasks);
  claims.equal(
    id,
    'task definition',
    service.taskDefinition,
    physicalId(stack, 'CallerTaskDefinition'),
  );
  claims.equal(id, 'public address', place?.assignPublicIp, 'DISABLED');
  claims.equal(
    id,
    'subnets',
    [...(place?.subnets ?? [])].sort(),
    subnets(network, 'Private', settings.azs),
  );
  const groups = ['ApiClient', 'InternetClient', 'EcsCaller'];
  claims.equal(
    id,
    'security groups',
    [...(place?.securityGroups ?? [])].sort(),
    groups.map((group) => physicalId(network, `${group}SecurityGroup`)).sort(),
  );
  claims.equal(id, 'commands in its tasks', service.enableExecuteCommand, false);
  claims.equal(
    id,
    'load balancers',
    service.loadBalancers?.map(({ targetGroupArn, containerPort }) => [
      targetGroupArn,
      containerPort,
    ]),
    [[physicalId(stack, 'CallerTargetGroup'), settings.container.port]],
  );
}

function claimTask(
  claims: Claims,
  { settings, protectedApi }: DeployedSystem,
  stack: Stack,
  { taskDefinition, logGroup }: EcsCaller,
): void {
  const id = 'CallerTaskDefinition';
  const task = claims.present(id, 'task definition', taskDefinition);
  claims.equal(id, 'network mode', task.networkMode, 'awsvpc');
  claims.equal(id, 'runs on', task.requiresCompatibilities, ['FARGATE']);
  claims.equal(
    id,
    'CPU and memory',
    [task.cpu, task.memory],
    [String(settings.container.cpu), String(settings.container.memory)],
  );
  const roles = [task.executionRoleArn, task.taskRoleArn].map((arn) => arn?.split('/').at(-1));
  claims.equal(id, 'roles', roles, [
    physicalId(stack, 'CallerExecutionRole'),
    physicalId(stack, 'CallerTaskRole'),
  ]);
  claims.equal(id, 'number of containers', task.containerDefinitions?.length, 1);
  const container = claims.present(id, 'container', task.containerDefinitions?.[0]);
  claims.equal(id, 'image', container.image, settings.image);
  claims.equal(id, 'user', container.user, '1000');
  claims.equal(id, 'read-only root', container.readonlyRootFilesystem, true);
  claims.equal(id, 'privileged', container.privileged ?? false, false);
  claims.equal(id, 'dropped capabilities', container.linuxParameters?.capabilities?.drop, ['ALL']);
  claims.equal(
    id,
    'PROTECTED_API_URL',
    container.environment?.find(({ name }) => name === 'PROTECTED_API_URL')?.value,
    protectedApiUrl(settings, protectedApi.outputs.get('LoadBalancerDnsName') ?? ''),
  );
  const log = container.logConfiguration;
  claims.equal(id, 'log driver', log?.logDriver, 'awslogs');
  claims.equal(id, 'log group', log?.options?.['awslogs-group'], logGroup?.logGroupName ?? '');
  claims.equal(
    'CallerLogGroup',
    'retention in days',
    logGroup?.retentionInDays,
    settings.logRetentionInDays,
  );
}

function subnets(network: Stack, tier: 'Public' | 'Private', azs: string): string[] {
  return [...azs].map((letter) => physicalId(network, `${tier}Subnet${letter}`)).sort();
}
