import { factsOf } from '../../src/facts.ts';
import { ACCOUNT, REGION, type Request } from './simulator.ts';

/** Whose things a request is about. */
export interface Owner {
  /** What names begin with. */
  readonly prefix: string;
  /** Value of the tag `project`. */
  readonly project: string;
  readonly stage: string;
}

export const OURS: Owner = { prefix: 'private-lambda', project: 'private-lambda', stage: 'prod' };
export const ANOTHER: Owner = { prefix: 'another-team', project: 'another-team', stage: 'prod' };

const isOurs = ({ prefix, stage }: Owner) => prefix === OURS.prefix && stage === OURS.stage;

const SERVICES = ['network', 'protected-api', 'public-caller', 'ecs-caller'];
const BOUNDARY = `arn:aws:iam::${ACCOUNT}:policy/private-lambda-deployer-prod-boundary`;
const VPC_POLICY = 'arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole';

const stacksOf = ({ prefix, stage }: Owner) => SERVICES.map((one) => `${prefix}-${one}-${stage}`);

/** CloudFormation's name for a bucket: as long as there is room, else 24 characters of each part. */
function bucketsOf(owner: Owner): readonly string[] {
  return stacksOf(owner).map((stack) => {
    const whole = `${stack}-serverlessdeploymentbucket-1aljxweu3wjjd`;
    return whole.length <= 63
      ? whole
      : `${stack.slice(0, 24)}-serverlessdeploymentbuck-1aljxweu3wjjd`;
  });
}

/** Physical names as an account has them, by kind of resource: written down here once more, not asked of the tool. */
export function examples(owner: Owner): Readonly<Record<string, readonly string[]>> {
  const [network, api, caller, ecs] = stacksOf(owner);
  const regional = (service: string, tail: string) =>
    `arn:aws:${service}:${REGION}:${ACCOUNT}:${tail}`;
  const ec2 = (type: string) => [regional('ec2', `${type}/${type}-0a1b2c`)];
  const elb = (tail: string) => [regional('elasticloadbalancing', tail)];
  const role = (name: string) => `arn:aws:iam::${ACCOUNT}:role/${name}`;
  return {
    'acm:certificate': [regional('acm', `certificate/${isOurs(owner) ? '0a1b2c' : '9x8y7z'}`)],
    'cloudformation:stack': [network, api, caller, ecs].map((stack) =>
      regional('cloudformation', `stack/${stack}/0a1b2c`),
    ),
    'cloudwatch:alarm': [
      `${network}-NatGatewayADropAlarm`,
      `${api}-ApiErrorAlarm`,
      `${caller}-HttpApi5xxAlarm`,
      `${ecs}-CallerTaskAlarm`,
    ].map((alarm) => regional('cloudwatch', `alarm:${alarm}-1X2Y3Z`)),
    'cloudwatch:dashboard': [`arn:aws:cloudwatch::${ACCOUNT}:dashboard/${caller}-${REGION}`],
    'ec2:elastic-ip': ec2('elastic-ip'),
    'ec2:internet-gateway': ec2('internet-gateway'),
    'ec2:natgateway': ec2('natgateway'),
    'ec2:prefix-list': [`arn:aws:ec2:${REGION}:aws:prefix-list/pl-0a1b2c`],
    'ec2:route-table': ec2('route-table'),
    'ec2:security-group': ec2('security-group'),
    'ec2:security-group-rule': ec2('security-group-rule'),
    'ec2:subnet': ec2('subnet'),
    'ec2:vpc': ec2('vpc'),
    'ec2:vpc-endpoint': ec2('vpc-endpoint'),
    'ec2:vpc-flow-log': ec2('vpc-flow-log'),
    'ecr:repository': [regional('ecr', `repository/serverless-${api}`)],
    'ecs:cluster': [regional('ecs', `cluster/${ecs}`)],
    'ecs:service': [regional('ecs', `service/${ecs}/${ecs}-CallerService-1X2Y3Z`)],
    'ecs:task-definition': [regional('ecs', `task-definition/${ecs}:3`)],
    'elasticloadbalancing:listener-rule/app': elb('listener-rule/app/priva-ApiLo-1X2/0a/0b/0c'),
    'elasticloadbalancing:listener/app': elb('listener/app/priva-ApiLo-1X2/0a/0b'),
    'elasticloadbalancing:loadbalancer': elb('loadbalancer/app/priva-ApiLo-1X2/0a'),
    'elasticloadbalancing:loadbalancer/app/': elb('loadbalancer/app/priva-ApiLo-1X2/0a'),
    'elasticloadbalancing:targetgroup': elb('targetgroup/private-lam-85c87b59-pi-api-prod/0a'),
    'iam:policy': [
      `arn:aws:iam::${ACCOUNT}:policy/${owner.prefix}-deployer-${owner.stage}-boundary`,
    ],
    'iam:role': [
      role(`${network}-FlowLogRole-1X2Y3Z`),
      role(`${api}-${REGION}-lambdaRole`),
      role(`${caller}-${REGION}-lambdaRole`),
      role(`${ecs}-CallerExecutionRole-1X2Y3Z`),
      role(`${ecs}-CallerTaskRole-1X2Y3Z`),
    ],
    'lambda:function': [api, caller].map((stack) => regional('lambda', `function:${stack}-api`)),
    'logs:log-group': [
      `/aws/vpc-flow-logs/${network}`,
      `/aws/lambda/${api}-api`,
      `/aws/lambda/${caller}-api`,
      `/aws/http-api/${caller}`,
      `/ecs/${ecs}`,
    ].map((name) => regional('logs', `log-group:${name}`)),
    'route53:change': ['arn:aws:route53:::change/C0A1B2C'],
    'route53:hostedzone': [`arn:aws:route53:::hostedzone/${isOurs(owner) ? 'Z0A1B2C' : 'Z9X8Y7Z'}`],
    's3:bucket': bucketsOf(owner).map((name) => `arn:aws:s3:::${name}`),
    's3:object': bucketsOf(owner).map((name) => `arn:aws:s3:::${name}/serverless/template.json`),
    'sns:topic': [regional('sns', `${network}-AlarmTopic-1X2Y3Z`)],
    'wafv2:loadbalancer/app/': elb('loadbalancer/app/priva-Calle-1X2/0a'),
    'wafv2:webacl': [regional('wafv2', `regional/webacl/${ecs}/0a1b2c`)],
  };
}

/** The simulator's tables lack HTTP APIs, and tags of what belongs to a load balancer: it takes no ARN of these. */
const isKnown = ({ action, resource }: Request) =>
  !action.startsWith('apigateway:') &&
  !(/^elasticloadbalancing:(Add|Remove)Tags$/.test(action) && !resource.includes(':loadbalancer/'));

/** Every call that an action makes on the things of an owner. */
export function requestsFor(action: string, owner: Owner): readonly Request[] {
  return everyRequest(action, owner).filter(isKnown);
}

function everyRequest(action: string, owner: Owner): readonly Request[] {
  const [service = ''] = action.split(':');
  const { takesResource, resources, keys } = factsOf(action);
  if (!takesResource) return [{ action, resource: '*' }];
  if (action === 'iam:CreateServiceLinkedRole') return linked(action);
  const kinds = (
    extraKinds(action) ?? [...resources.keys()].map((type) => `${service}:${type}`)
  ).filter((kind) => kind !== 'ec2:prefix-list' || action.includes(':Get'));
  const all = examples(owner);
  return kinds.flatMap((kind) => {
    const how = resources.get(kind.slice(service.length + 1));
    const tags = {
      'aws:ResourceTag/project': owner.project,
      'aws:ResourceTag/stage': owner.stage,
    };
    const isNew = how === 'new' || /:Create(LoadBalancer|TargetGroup)$/.test(action);
    const context = {
      ...(how === 'tagged' && !isNew && tags),
    };
    return (all[kind] ?? []).flatMap((resource) => {
      const request = {
        action,
        resource,
        context: { ...context, ...contextOf(action, keys, resource) },
      };
      const createAction = keys.find((key) => key.endsWith(':CreateAction'));
      const maker = newOf(kind);
      if (createAction === undefined || maker === '') return [request];
      return [request, { action, resource, context: { [createAction]: maker } }];
    });
  });
}

/** Kinds of resources that are in no template. */
function extraKinds(action: string): readonly string[] | undefined {
  if (action.startsWith('cloudformation:')) return ['cloudformation:stack'];
  if (action.startsWith('ecr:')) return ['ecr:repository'];
  if (action === 'iam:GetPolicy') return ['iam:policy'];
  return undefined;
}

/** The call that makes one, as tags are set. */
function newOf(kind: string): string {
  const names: Readonly<Record<string, string>> = {
    'ec2:elastic-ip': 'AllocateAddress',
    'ec2:internet-gateway': 'CreateInternetGateway',
    'ec2:natgateway': 'CreateNatGateway',
    'ec2:route-table': 'CreateRouteTable',
    'ec2:security-group': 'CreateSecurityGroup',
    'ec2:subnet': 'CreateSubnet',
    'ec2:vpc': 'CreateVpc',
    'ec2:vpc-endpoint': 'CreateVpcEndpoint',
    'ec2:vpc-flow-log': 'CreateFlowLogs',
    'elasticloadbalancing:listener-rule/app': 'CreateRule',
    'elasticloadbalancing:listener/app': 'CreateListener',
    'elasticloadbalancing:loadbalancer': 'CreateLoadBalancer',
    'elasticloadbalancing:loadbalancer/app/': 'CreateLoadBalancer',
    'elasticloadbalancing:targetgroup': 'CreateTargetGroup',
  };
  return names[kind] ?? '';
}

/** What AWS fills in of a call, beside tags. */
function contextOf(action: string, keys: readonly string[], resource: string): Request['context'] {
  if (action === 'iam:PassRole') return { 'iam:PassedToService': serviceOf(resource) };
  if (action === 'lambda:AddPermission') return { 'lambda:Principal': 'apigateway.amazonaws.com' };
  if (action === 'route53:ChangeResourceRecordSets') return recordSets('api.example.com', 'A');
  return {
    ...(keys.includes('iam:PermissionsBoundary') && { 'iam:PermissionsBoundary': BOUNDARY }),
    ...(keys.includes('iam:PolicyARN') && { 'iam:PolicyARN': VPC_POLICY }),
  };
}

/** The service that a role of ours is for. */
function serviceOf(role: string): string {
  if (role.includes('FlowLogRole')) return 'vpc-flow-logs.amazonaws.com';
  return role.includes('lambdaRole') ? 'lambda.amazonaws.com' : 'ecs-tasks.amazonaws.com';
}

/** Condition keys of a change of records of one type. */
export function recordSets(names: string | readonly string[], type: string) {
  return {
    'route53:ChangeResourceRecordSetsNormalizedRecordNames': [names].flat(),
    'route53:ChangeResourceRecordSetsRecordTypes': [type],
    'route53:ChangeResourceRecordSetsActions': ['UPSERT'],
  };
}

function linked(action: string): readonly Request[] {
  return Object.entries({
    'ecs.amazonaws.com': 'ECS',
    'elasticloadbalancing.amazonaws.com': 'ElasticLoadBalancing',
    'ops.apigateway.amazonaws.com': 'APIGateway',
  }).map(([service, name]) => ({
    action,
    resource: `arn:aws:iam::${ACCOUNT}:role/aws-service-role/${service}/AWSServiceRoleFor${name}`,
    context: { 'iam:AWSServiceName': service },
  }));
}
