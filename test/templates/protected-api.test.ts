import { serviceName, targetGroupName } from '../../config/names.js';
import { loadProject } from '../../config/project.js';
import { loadStage } from '../../config/stage.js';
import { type Claim, describeClaim } from '../support/claim.ts';
import { propertiesOf, type System, templateOf } from '../support/system.ts';
import { targetGroupsOf } from '../support/target-groups.ts';
import { at, listOf, referencedId, resourcesOfType, type Template } from '../support/template.ts';

const service = 'protected-api';
const properties = (system: System, id: string) => propertiesOf(system, service, id);

const attribute = (system: System, key: string): unknown =>
  listOf(properties(system, 'ApiLoadBalancer')['LoadBalancerAttributes'])
    .filter((one) => at(one, 'Key') === key)
    .map((one) => at(one, 'Value'))
    .join();

const loadBalancerIsInternal: Claim = (system) => {
  const { Scheme, Type, IpAddressType, Subnets, SecurityGroups } = properties(
    system,
    'ApiLoadBalancer',
  );
  const stage = loadStage(system.stage);
  const network = system.stackNames['network'];
  const problems: string[] = [];
  const expect = (what: string, found: unknown, expected: unknown) => {
    if (JSON.stringify(found) !== JSON.stringify(expected)) {
      problems.push(
        `ApiLoadBalancer ${what} is ${JSON.stringify(found)}, not ${JSON.stringify(expected)}`,
      );
    }
  };
  expect('Scheme', Scheme, 'internal');
  expect('Type', Type, 'application');
  expect('IpAddressType', IpAddressType, 'ipv4');
  const subnets = { 'Fn::ImportValue': `${network}-PrivateSubnetIds${stage.azs}` };
  expect('Subnets', Subnets, { 'Fn::Split': [',', subnets] });
  expect('SecurityGroups', SecurityGroups, [
    { 'Fn::ImportValue': `${network}-ApiLoadBalancerSecurityGroupId` },
  ]);
  const attributes = {
    'routing.http.drop_invalid_header_fields.enabled': true,
    'routing.http.desync_mitigation_mode': 'strictest',
    'deletion_protection.enabled': stage.deletionProtection,
    'access_logs.s3.enabled': stage.albAccessLogs,
    'idle_timeout.timeout_seconds': stage.timeBudget.albIdle,
  };
  for (const [key, value] of Object.entries(attributes))
    expect(key, attribute(system, key), String(value));
  return problems;
};

describeClaim(
  'the load balancer is internal, in the private subnets, behind its own group',
  loadBalancerIsInternal,
  [
    {
      mistake: 'it is made internet-facing',
      make: (system) =>
        Object.assign(properties(system, 'ApiLoadBalancer'), { Scheme: 'internet-facing' }),
      named: 'Scheme',
    },
    {
      mistake: 'it stands in the public subnets',
      make: (system) => {
        const subnets = { 'Fn::ImportValue': `${system.stackNames['network']}-PublicSubnetIdsAB` };
        Object.assign(properties(system, 'ApiLoadBalancer'), {
          Subnets: { 'Fn::Split': [',', subnets] },
        });
      },
      named: 'Subnets',
    },
    {
      mistake: 'it wears a second group',
      make: (system) =>
        listOf(properties(system, 'ApiLoadBalancer')['SecurityGroups']).push('sg-1'),
      named: 'SecurityGroups',
    },
    {
      mistake: 'its attributes are left out',
      make: (system) => delete properties(system, 'ApiLoadBalancer')['LoadBalancerAttributes'],
      named: 'desync_mitigation_mode',
    },
  ],
);

/** Content types that a fixed response takes (ELB API reference, FixedResponseActionConfig). */
const FIXED_RESPONSE_TYPES = [
  'text/plain',
  'text/css',
  'text/html',
  'application/javascript',
  'application/json',
];

const LISTENER = 'AWS::ElasticLoadBalancingV2::Listener';

const listenersRefuseByDefault: Claim = (system) =>
  resourcesOfType(templateOf(system, service), LISTENER).flatMap(([id, { Properties }]) =>
    refusesByDefault(id, at(Properties, 'DefaultActions')),
  );

function refusesByDefault(id: string, actions: unknown): string[] {
  const [action, ...others] = listOf(actions);
  const response = at(action, 'FixedResponseConfig');
  const body = String(at(response, 'MessageBody'));
  const problems: string[] = [];
  if (
    others.length > 0 ||
    at(action, 'Type') !== 'fixed-response' ||
    at(response, 'StatusCode') !== '404'
  ) {
    problems.push(`${id} does something else than answer 404 by default`);
  }
  if (!FIXED_RESPONSE_TYPES.includes(String(at(response, 'ContentType')))) {
    problems.push(`${id} answers ${String(at(response, 'ContentType'))}, which AWS refuses`);
  }
  if (Buffer.byteLength(body) > 1024 || !body.includes('"status":404')) {
    problems.push(`${id} answers a body that is too long or no problem`);
  }
  return problems;
}

describeClaim(
  'a listener answers what the rules do not name with a problem',
  listenersRefuseByDefault,
  [
    {
      mistake: 'it forwards by default',
      make: (system) =>
        Object.assign(properties(system, 'ApiListener'), {
          DefaultActions: [{ Type: 'forward', TargetGroupArn: { Ref: 'X' } }],
        }),
      named: 'answer 404 by default',
    },
    {
      mistake: 'it answers application/problem+json',
      make: (system) => {
        const [action] = listOf(properties(system, 'ApiListener')['DefaultActions']);
        Object.assign(Object(at(action, 'FixedResponseConfig')), {
          ContentType: 'application/problem+json',
        });
      },
      named: 'AWS refuses',
    },
  ],
);

/** Resource types that would invoke the function past the load balancer. */
const OTHER_DOORS = [
  'AWS::Lambda::Url',
  'AWS::Lambda::EventSourceMapping',
  'AWS::ApiGatewayV2::Integration',
  'AWS::ApiGateway::Method',
  'AWS::Events::Rule',
  'AWS::SNS::Subscription',
];

/** Logical id of each protected function, and its target groups. */
const doorsOf = (template: Template) =>
  resourcesOfType(template, 'AWS::Lambda::Function').map(([id]) => ({
    id,
    groups: targetGroupsOf(template).filter(({ functionId }) => functionId === id),
  }));

const hasExactlyOneDoor: Claim = (system) => {
  const template = templateOf(system, service);
  const problems = OTHER_DOORS.flatMap((type) =>
    resourcesOfType(template, type).map(([id]) => `${id} (${type}) is another door`),
  );
  const functions = doorsOf(template);
  for (const { id, groups } of functions) {
    if (groups.length !== 1) problems.push(`${id} has ${groups.length} target groups, expected 1`);
  }
  for (const [id, permission] of resourcesOfType(template, 'AWS::Lambda::Permission')) {
    const { FunctionName, Principal, SourceArn, SourceAccount, FunctionUrlAuthType } =
      permission.Properties ?? {};
    const invoked = functions.find((one) => one.id === referencedId(FunctionName));
    const { id: groupId = '', group } = invoked?.groups[0] ?? {};
    const name = at(group?.Properties, 'Name');
    const arn = `arn:\${AWS::Partition}:elasticloadbalancing:\${AWS::Region}:\${AWS::AccountId}:targetgroup/${name}/*`;
    const ownSources = [{ Ref: groupId }, { 'Fn::Sub': arn }].map((one) => JSON.stringify(one));
    const isOwn =
      Principal === 'elasticloadbalancing.amazonaws.com' &&
      ownSources.includes(JSON.stringify(SourceArn)) &&
      at(SourceAccount, 'Ref') === 'AWS::AccountId' &&
      FunctionUrlAuthType === undefined;
    if (!isOwn) problems.push(`${id} lets somebody else than the target group ${name} invoke`);
  }
  return problems;
};

describeClaim('each protected function has exactly one door', hasExactlyOneDoor, [
  {
    mistake: 'the registering permission names no source',
    make: (system) => delete properties(system, 'ApiLambdaPermissionRegisterTarget')['SourceArn'],
    named: 'ApiLambdaPermissionRegisterTarget',
  },
  {
    mistake: 'a permission is given to every account',
    make: (system) =>
      Object.assign(properties(system, 'ApiLambdaPermissionAlb'), { Principal: '*' }),
    named: 'ApiLambdaPermissionAlb',
  },
  {
    mistake: 'it gets a function URL',
    make: (system) => {
      templateOf(system, service).Resources['ApiUrl'] = { Type: 'AWS::Lambda::Url' };
    },
    named: 'ApiUrl',
  },
]);

const isOutsideTheVpc: Claim = (system) =>
  resourcesOfType(templateOf(system, service), 'AWS::Lambda::Function')
    .filter(([, { Properties }]) => at(Properties, 'VpcConfig') !== undefined)
    .map(([id]) => `${id} has a VpcConfig`);

describeClaim('no protected function has a network interface', isOutsideTheVpc, [
  {
    mistake: 'it is attached to the VPC',
    make: (system) =>
      Object.assign(properties(system, 'ApiLambdaFunction'), { VpcConfig: { SubnetIds: [] } }),
    named: 'VpcConfig',
  },
]);

const targetGroupsFit: Claim = (system) => {
  const template = templateOf(system, service);
  const { prefix } = loadProject();
  return targetGroupsOf(template).flatMap(({ id, group: { Properties }, functionKey }) => {
    const name = String(at(Properties, 'Name'));
    const attributes = JSON.stringify(at(Properties, 'TargetGroupAttributes'));
    const problems: string[] = [];
    if (!/^[A-Za-z0-9](?:[A-Za-z0-9-]{0,30}[A-Za-z0-9])?$/.test(name))
      problems.push(`${id} is named ${name}`);
    const expected = targetGroupName(serviceName(prefix, service), functionKey, system.stage);
    if (name !== expected) problems.push(`${id}: ${name} is not as config/names.js has it`);
    if (!attributes.includes('"lambda.multi_value_headers.enabled","Value":true')) {
      problems.push(`${id} loses repeated headers`);
    }
    return problems;
  });
};

describeClaim(
  'each target group has a name that AWS takes, and keeps repeated headers',
  targetGroupsFit,
  [
    {
      mistake: 'its name is longer than 32 characters',
      make: (system) => {
        const name = `protected-api-pricing-of-the-long-name-${system.stage}`;
        Object.assign(properties(system, 'ApiAlbMultiValueTargetGroupApiListener'), {
          Name: name,
        });
      },
      named: 'is named protected-api-pricing-of-the-long-name',
    },
  ],
);
