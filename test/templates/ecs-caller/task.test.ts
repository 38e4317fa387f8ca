import { protectedApiUrlValue } from '../../../config/api-address.js';
import { loadStage } from '../../../config/stage.js';
import type { Claim } from '../../support/claim.ts';
import type { System } from '../../support/system.ts';
import { at, listOf } from '../../support/template.ts';
import {
  change,
  changeContainer,
  container,
  describeOwnClaim,
  differences,
  imported,
  properties,
  subnetsOf,
  text,
  variable,
} from './describe-own-claim.ts';

describeOwnClaim(
  'the tasks are in the private subnets and wear the key, the way out and their door',
  (system) => {
    const network = at(
      properties(system, 'CallerService'),
      'NetworkConfiguration',
      'AwsvpcConfiguration',
    );
    return differences({
      AssignPublicIp: [at(network, 'AssignPublicIp'), 'DISABLED'],
      Subnets: [at(network, 'Subnets'), subnetsOf(system, 'Private')],
      SecurityGroups: [
        at(network, 'SecurityGroups'),
        ['ApiClient', 'InternetClient', 'EcsCaller'].map((group) =>
          imported(system, `${group}SecurityGroupId`),
        ),
      ],
    });
  },
  [
    {
      mistake: 'they get public addresses',
      make: (system) => {
        const network = at(properties(system, 'CallerService'), 'NetworkConfiguration');
        Object.assign(Object(at(network, 'AwsvpcConfiguration')), { AssignPublicIp: 'ENABLED' });
      },
      named: 'AssignPublicIp',
    },
    {
      mistake: 'they wear the group of the internal load balancer',
      make: (system) => {
        const network = at(properties(system, 'CallerService'), 'NetworkConfiguration');
        listOf(at(network, 'AwsvpcConfiguration', 'SecurityGroups')).push(
          imported(system, 'ApiLoadBalancerSecurityGroupId'),
        );
      },
      named: 'SecurityGroups',
    },
  ],
);

describeOwnClaim(
  'a deployment keeps the old tasks until the new ones are healthy, or is taken back',
  (system) => {
    const { DeploymentConfiguration, DesiredCount } = properties(system, 'CallerService');
    return differences({
      tasks: [DesiredCount, loadStage(system.stage).container.tasks],
      MinimumHealthyPercent: [at(DeploymentConfiguration, 'MinimumHealthyPercent'), 100],
      DeploymentCircuitBreaker: [
        at(DeploymentConfiguration, 'DeploymentCircuitBreaker'),
        { Enable: true, Rollback: true },
      ],
    });
  },
  [
    {
      mistake: 'a failed one stays',
      make: change('CallerService', {
        DeploymentConfiguration: { DeploymentCircuitBreaker: { Enable: true, Rollback: false } },
      }),
      named: 'DeploymentCircuitBreaker',
    },
  ],
);

describeOwnClaim(
  'the container has no root, nothing to write to and no right of the kernel',
  (system) => {
    const task = properties(system, 'CallerTaskDefinition');
    const { cpu, memory } = loadStage(system.stage).container;
    const { User, ReadonlyRootFilesystem, Privileged, LinuxParameters, Image } = container(system);
    return differences({
      RequiresCompatibilities: [task['RequiresCompatibilities'], ['FARGATE']],
      NetworkMode: [task['NetworkMode'], 'awsvpc'],
      CpuArchitecture: [at(task['RuntimePlatform'], 'CpuArchitecture'), 'ARM64'],
      size: [
        [text(task['Cpu']), text(task['Memory'])],
        [text(cpu), text(memory)],
      ],
      // The parameter, which is resolved to what the stage says.
      Image: [Image, loadStage(system.stage).image],
      User: [User, '1000'],
      ReadonlyRootFilesystem: [ReadonlyRootFilesystem, true],
      Privileged: [Privileged, false],
      Capabilities: [at(LinuxParameters, 'Capabilities'), { Drop: ['ALL'] }],
    });
  },
  [
    { mistake: 'it runs as root', make: changeContainer({ User: '0' }), named: 'User is "0"' },
    {
      mistake: 'its root can be written to',
      make: changeContainer({ ReadonlyRootFilesystem: false }),
      named: 'ReadonlyRootFilesystem',
    },
    {
      mistake: 'it keeps the default rights of the kernel',
      make: changeContainer({ LinuxParameters: undefined }),
      named: 'Capabilities',
    },
    {
      mistake: 'it shares the network of its host',
      make: change('CallerTaskDefinition', { NetworkMode: 'host' }),
      named: 'NetworkMode',
    },
  ],
);

describeOwnClaim(
  "the container calls the internal load balancer's name on the stage's port",
  (system) =>
    differences({
      PROTECTED_API_URL: [
        variable(system, 'PROTECTED_API_URL'),
        protectedApiUrlValue(loadStage(system.stage), system.stackNames['protected-api'] ?? ''),
      ],
    }),
  [
    {
      mistake: 'it is sent elsewhere',
      make: changeContainer({ Environment: [{ Name: 'PROTECTED_API_URL', Value: 'http://a' }] }),
      named: 'PROTECTED_API_URL is "http://a"',
    },
  ],
);

describeOwnClaim(
  'the lines of the container go to a log group that forgets',
  (system) => {
    const { LogDriver, Options } = Object(container(system)['LogConfiguration']);
    return differences({
      LogDriver: [LogDriver, 'awslogs'],
      group: [at(Options, 'awslogs-group'), { Ref: 'CallerLogGroup' }],
      RetentionInDays: [
        properties(system, 'CallerLogGroup')['RetentionInDays'],
        loadStage(system.stage).logRetentionInDays,
      ],
    });
  },
  [
    {
      mistake: 'the group never forgets',
      make: change('CallerLogGroup', { RetentionInDays: undefined }),
      named: 'RetentionInDays',
    },
  ],
);

const statementsOf = (system: System, role: string): unknown[] =>
  listOf(properties(system, role)['Policies']).flatMap((policy) =>
    listOf(at(policy, 'PolicyDocument', 'Statement')),
  );

/** What ECS needs to start a task (ECS developer guide, "Task execution IAM role"), and on what. */
const EXECUTION_RIGHTS = [
  'ecr:GetAuthorizationToken on *',
  ...['BatchCheckLayerAvailability', 'BatchGetImage', 'GetDownloadUrlForLayer'].map(
    (action) =>
      `ecr:${action} on arn:\${AWS::Partition}:ecr:\${AWS::Region}:\${AWS::AccountId}:repository/*`,
  ),
  ...['CreateLogStream', 'PutLogEvents'].map((action) => `logs:${action} on CallerLogGroup,Arn`),
];

const rolesHaveLeastRights: Claim = (system) => {
  const rights = statementsOf(system, 'CallerExecutionRole').flatMap((statement) => {
    const resource = at(statement, 'Resource');
    const on = at(resource, 'Fn::Sub') ?? at(resource, 'Fn::GetAtt') ?? resource;
    return listOf(at(statement, 'Action')).map((action) => `${action} on ${on}`);
  });
  const roles = ['CallerExecutionRole', 'CallerTaskRole'].flatMap((id) => {
    const { ManagedPolicyArns, AssumeRolePolicyDocument } = properties(system, id);
    const [trust, ...others] = listOf(at(AssumeRolePolicyDocument, 'Statement'));
    return differences({
      [`${id} ManagedPolicyArns`]: [ManagedPolicyArns, undefined],
      [`${id} trust`]: [
        [trust, others.length],
        [trustOfTasks, 0],
      ],
    });
  });
  return [
    ...roles,
    ...differences({
      'rights to start a task': [rights, EXECUTION_RIGHTS],
      'rights of the code': [statementsOf(system, 'CallerTaskRole'), []],
    }),
  ];
};

const trustOfTasks = {
  Effect: 'Allow',
  Principal: { Service: 'ecs-tasks.amazonaws.com' },
  Action: 'sts:AssumeRole',
  Condition: {
    StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
    ArnLike: {
      'aws:SourceArn': {
        'Fn::Sub': `arn:\${AWS::Partition}:ecs:\${AWS::Region}:\${AWS::AccountId}:*`,
      },
    },
  },
};

describeOwnClaim(
  'the roles have what starting a task needs, and the code nothing',
  rolesHaveLeastRights,
  [
    {
      mistake: 'the managed policy is used',
      make: change('CallerExecutionRole', { ManagedPolicyArns: ['arn:aws:iam::aws:policy/A'] }),
      named: 'CallerExecutionRole ManagedPolicyArns',
    },
    {
      mistake: 'the code may read every bucket',
      make: change('CallerTaskRole', {
        Policies: [{ PolicyDocument: { Statement: [{ Action: 's3:*', Resource: '*' }] } }],
      }),
      named: 'rights of the code',
    },
    {
      mistake: 'tasks of another account may take a role',
      make: (system) => {
        const document = at(properties(system, 'CallerTaskRole'), 'AssumeRolePolicyDocument');
        const [trust] = listOf(at(document, 'Statement'));
        delete Object(trust).Condition;
      },
      named: 'CallerTaskRole trust',
    },
  ],
);
