import { readStage } from '@private-lambda/packaging/read-stage';
import type { EcsCaller } from '../../src/aws/ecs-caller.ts';
import type { Stack } from '../../src/aws/stack.ts';
import { Claims } from '../../src/claims/claims.ts';
import { claimEcsCaller } from '../../src/claims/ecs-caller-claims.ts';

const CERTIFICATE = 'arn:aws:acm:us-east-1:123456789012:certificate/1';
const IMAGE = 'example.com/ecs-caller:1';
const SUBNETS = ['PublicSubnetA', 'PublicSubnetB', 'PrivateSubnetA', 'PrivateSubnetB'];
const GROUPS = ['ApiClient', 'InternetClient', 'EcsCaller', 'EcsCallerLoadBalancer'].map(
  (name) => `${name}SecurityGroup`,
);

/** A stack whose physical ids are its logical ones in small letters. */
function stack(name: string, ids: readonly string[], outputs: Record<string, string> = {}): Stack {
  return {
    name,
    status: 'CREATE_COMPLETE',
    outputs: new Map(Object.entries(outputs)),
    exports: new Map(),
    resources: new Map(ids.map((id) => [id, id.toLowerCase()])),
    tags: new Map(),
    terminationProtection: false,
  };
}

const caller = stack('ecs-caller-dev', [
  'CallerLoadBalancer',
  'CallerTargetGroup',
  'CallerService',
  'CallerTaskDefinition',
  'CallerExecutionRole',
  'CallerTaskRole',
]);
const system = {
  stage: 'dev',
  settings: { ...readStage('dev'), ecsCaller: true, ecsCertificateArn: CERTIFICATE, image: IMAGE },
  network: stack('network-dev', ['Vpc', ...SUBNETS, ...GROUPS]),
  protectedApi: stack('protected-api-dev', [], { LoadBalancerDnsName: 'internal-api' }),
  publicCaller: stack('public-caller-dev', []),
  ecsCaller: caller,
  publicUrl: '',
};

/** As designed; a fresh copy each time. */
function asDesigned() {
  const container = {
    image: IMAGE,
    user: '1000',
    readonlyRootFilesystem: true,
    privileged: false,
    linuxParameters: { capabilities: { drop: ['ALL'] } },
    environment: [{ name: 'PROTECTED_API_URL', value: 'http://internal-api:80' }],
    logConfiguration: {
      logDriver: 'awslogs' as const,
      options: { 'awslogs-group': '/ecs/caller' },
    },
  };
  return {
    loadBalancer: {
      LoadBalancerArn: 'callerloadbalancer',
      Scheme: 'internet-facing',
      VpcId: 'vpc',
      SecurityGroups: ['ecscallerloadbalancersecuritygroup'],
      AvailabilityZones: [{ SubnetId: 'publicsubneta' }, { SubnetId: 'publicsubnetb' }],
    },
    listeners: [
      {
        Port: 80,
        Protocol: 'HTTP',
        DefaultActions: [
          {
            Type: 'redirect',
            RedirectConfig: { Protocol: 'HTTPS', Port: '443', StatusCode: 'HTTP_301' },
          },
        ],
      },
      {
        Port: 443,
        Protocol: 'HTTPS',
        Certificates: [{ CertificateArn: CERTIFICATE }],
        SslPolicy: 'ELBSecurityPolicy-TLS13-1-2-2021-06',
        DefaultActions: [{ Type: 'forward', TargetGroupArn: 'callertargetgroup' }],
      },
    ],
    targetGroup: {
      TargetType: 'ip',
      Protocol: 'HTTP',
      Port: 8080,
      VpcId: 'vpc',
      HealthCheckEnabled: true,
      HealthCheckPath: '/health',
      LoadBalancerArns: ['callerloadbalancer'],
    },
    targetGroupAttributes: new Map([['deregistration_delay.timeout_seconds', '30']]),
    service: {
      status: 'ACTIVE',
      launchType: 'FARGATE',
      desiredCount: 1,
      taskDefinition: 'callertaskdefinition',
      enableExecuteCommand: false,
      networkConfiguration: {
        awsvpcConfiguration: {
          assignPublicIp: 'DISABLED',
          subnets: ['privatesubneta', 'privatesubnetb'],
          securityGroups: [
            'apiclientsecuritygroup',
            'ecscallersecuritygroup',
            'internetclientsecuritygroup',
          ],
        },
      },
      loadBalancers: [{ targetGroupArn: 'callertargetgroup', containerPort: 8080 }],
    },
    taskDefinition: {
      networkMode: 'awsvpc',
      requiresCompatibilities: ['FARGATE'],
      cpu: '256',
      memory: '512',
      executionRoleArn: 'arn:aws:iam::123456789012:role/callerexecutionrole',
      taskRoleArn: 'arn:aws:iam::123456789012:role/callertaskrole',
      containerDefinitions: [container],
    },
    logGroup: { logGroupName: '/ecs/caller', retentionInDays: 14 },
  } satisfies EcsCaller;
}

type Found = ReturnType<typeof asDesigned>;

function check(found: EcsCaller): number {
  const claims = new Claims();
  claimEcsCaller(claims, system, caller, found);
  return claims.held;
}

describe('claimEcsCaller', () => {
  it('holds for what is as designed', () => {
    expect(check(asDesigned())).toBeGreaterThan(30);
  });

  it.each<[string, (found: Found) => void, string]>([
    [
      'an internal load balancer',
      ({ loadBalancer }) => Object.assign(loadBalancer, { Scheme: 'internal' }),
      'CallerLoadBalancer: scheme is internal, expected internet-facing',
    ],
    [
      "the caller's own group on the load balancer",
      ({ loadBalancer }) => loadBalancer.SecurityGroups.push('apiclientsecuritygroup'),
      'CallerLoadBalancer: security groups is',
    ],
    [
      'a load balancer in a private subnet',
      ({ loadBalancer }) =>
        Object.assign(loadBalancer.AvailabilityZones[0] ?? {}, { SubnetId: 'privatesubneta' }),
      'CallerLoadBalancer: subnets is',
    ],
    [
      'plain HTTP that is forwarded',
      ({ listeners }) =>
        Object.assign(listeners[0]?.DefaultActions[0] ?? {}, {
          Type: 'forward',
          TargetGroupArn: 'callertargetgroup',
        }),
      'CallerLoadBalancer: listeners is',
    ],
    [
      'an old TLS policy',
      ({ listeners }) =>
        Object.assign(listeners[1] ?? {}, { SslPolicy: 'ELBSecurityPolicy-2016-08' }),
      'CallerLoadBalancer: listeners is',
    ],
    [
      'a third listener',
      ({ listeners }) => listeners.push({ Port: 8443, Protocol: 'HTTP', DefaultActions: [] }),
      'CallerLoadBalancer: listeners is',
    ],
    [
      'a target group on another port',
      ({ targetGroup }) => Object.assign(targetGroup, { Port: 80 }),
      'CallerTargetGroup: port is 80, expected 8080',
    ],
    [
      'targets that are never asked for their health',
      ({ targetGroup }) => Object.assign(targetGroup, { HealthCheckEnabled: false }),
      'CallerTargetGroup: health check is false',
    ],
    [
      'a deregistration that cuts calls off',
      ({ targetGroupAttributes }) =>
        targetGroupAttributes.set('deregistration_delay.timeout_seconds', '26'),
      'CallerTargetGroup: deregistration delay outlasts',
    ],
    [
      'tasks with public addresses',
      ({ service }) =>
        Object.assign(service.networkConfiguration.awsvpcConfiguration, {
          assignPublicIp: 'ENABLED',
        }),
      'CallerService: public address is ENABLED, expected DISABLED',
    ],
    [
      'tasks in a public subnet',
      ({ service }) =>
        service.networkConfiguration.awsvpcConfiguration.subnets.push('publicsubneta'),
      'CallerService: subnets is',
    ],
    [
      'tasks without the group of API clients',
      ({ service }) => service.networkConfiguration.awsvpcConfiguration.securityGroups.shift(),
      'CallerService: security groups is',
    ],
    [
      'a shell in the tasks',
      ({ service }) => Object.assign(service, { enableExecuteCommand: true }),
      'CallerService: commands in its tasks is true',
    ],
    [
      'a service behind nothing',
      ({ service }) => service.loadBalancers.pop(),
      'CallerService: load balancers is',
    ],
    [
      'a container that runs as root',
      ({ taskDefinition }) =>
        Object.assign(taskDefinition.containerDefinitions[0] ?? {}, { user: '0' }),
      'CallerTaskDefinition: user is 0, expected 1000',
    ],
    [
      'a container that may write',
      ({ taskDefinition }) =>
        Object.assign(taskDefinition.containerDefinitions[0] ?? {}, {
          readonlyRootFilesystem: false,
        }),
      'CallerTaskDefinition: read-only root is false',
    ],
    [
      'kept capabilities',
      ({ taskDefinition }) =>
        Object.assign(taskDefinition.containerDefinitions[0] ?? {}, { linuxParameters: {} }),
      'CallerTaskDefinition: dropped capabilities is missing',
    ],
    [
      'one role for both purposes',
      ({ taskDefinition }) =>
        Object.assign(taskDefinition, { taskRoleArn: taskDefinition.executionRoleArn }),
      'CallerTaskDefinition: roles is',
    ],
    [
      'another protected API',
      ({ taskDefinition }) =>
        Object.assign(taskDefinition.containerDefinitions[0]?.environment[0] ?? {}, {
          value: 'http://elsewhere:80',
        }),
      'CallerTaskDefinition: PROTECTED_API_URL is http://elsewhere:80',
    ],
    [
      'log lines that are kept for ever',
      ({ logGroup }) => Object.assign(logGroup, { retentionInDays: undefined }),
      'CallerLogGroup: retention in days is missing, expected 14',
    ],
  ])('names %s', (_, breakIt, message) => {
    const found = asDesigned();
    breakIt(found);
    expect(() => check(found)).toThrow(message);
  });

  it.each([
    ['a web ACL that stands before nothing', true, ['CallerWebAcl']],
    ['no web ACL where the stage has one', true, []],
    ['one where the stage has none', false, ['CallerWebAcl', 'CallerWebAclAssociation']],
  ])('names %s', (_, webAcl, ids) => {
    const settings = { ...system.settings, webAcl };
    const resources = new Map([...caller.resources, ...ids.map((id) => [id, id] as const)]);

    expect(() =>
      claimEcsCaller(new Claims(), { ...system, settings }, { ...caller, resources }, asDesigned()),
    ).toThrow('CallerLoadBalancer: web ACL is');
  });
});
