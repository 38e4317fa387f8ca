import { PutDashboardCommand } from '@aws-sdk/client-cloudwatch';
import { CreateLogGroupCommand } from '@aws-sdk/client-cloudwatch-logs';
import { CreateClusterCommand } from '@aws-sdk/client-ecs';
import { CreateTargetGroupCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { GetAccountSettingsCommand, GetFunctionConcurrencyCommand } from '@aws-sdk/client-lambda';
import { type Account, openAccount } from '@private-lambda/aws/account';
import { stackNameOf } from '@private-lambda/system/stack-name';
import type { Stage } from '../../../../config/stage.js';

import {
  check,
  deployed,
  nothing,
  planned,
  resources,
  stage,
  useEmulatedAccount,
} from './emulated-account.ts';

const here = useEmulatedAccount();

const targetGroup = {
  Group: {
    Type: 'AWS::ElasticLoadBalancingV2::TargetGroup',
    Properties: { Name: 'taken', TargetType: 'lambda' },
  },
};

describe('openAccount', () => {
  it('says which account, Region and identity it is', () => {
    expect(here.account).toMatchObject({
      id: '000000000000',
      region: 'us-east-1',
      caller: expect.stringMatching(/^arn:aws:/),
    });
  });

  it('refuses in one line when AWS does not answer', async () => {
    process.env['AWS_ENDPOINT_URL'] = 'http://127.0.0.1:9';
    await expect(openAccount()).rejects.toThrow(/^AWS was not reached \(.*ECONNREFUSED/);
  });
});

describe('the names of a template', () => {
  it('are free in an empty account', async () => {
    expect(await check([planned('protected-api', targetGroup)])).toEqual(nothing);
  });

  it('are named when somebody else has them', async () => {
    await here.account.logs.send(new CreateLogGroupCommand({ logGroupName: '/ecs/taken' }));
    await here.account.ecs.send(new CreateClusterCommand({ clusterName: 'taken' }));
    await here.account.elb.send(
      new CreateTargetGroupCommand({ Name: 'taken', TargetType: 'lambda' }),
    );
    const stack = planned('protected-api', {
      ...targetGroup,
      Cluster: { Type: 'AWS::ECS::Cluster', Properties: { ClusterName: 'taken' } },
      LogGroup: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: '/ecs/taken' } },
    });
    const line = (kind: string, name: string) =>
      `protected-api: there is a ${kind} ${name} already, which is not of stack ${stack.name}; remove or rename it`;

    expect((await check([stack])).failures).toEqual([
      line('target group', 'taken'),
      line('cluster', 'taken'),
      line('log group', '/ecs/taken'),
    ]);
  });

  it('may be taken by the stack itself, and by no other although the stack is there', async () => {
    const own = await deployed(planned('protected-api', targetGroup), { Resources: targetGroup });
    expect(await check([own])).toEqual(nothing);

    const { Group } = targetGroup;
    const other = { ...own, resources: resources({ Another: Group }) };
    expect((await check([other])).failures).toHaveLength(1);
  });

  const dashboard = (DashboardName: string) => ({
    Dashboard: {
      Type: 'AWS::CloudWatch::Dashboard',
      Properties: { DashboardName, DashboardBody: '{"widgets":[]}' },
    },
  });

  it('are those of the account, also in another Region: a dashboard', async () => {
    await here.account.cloudWatch.send(
      new PutDashboardCommand({ DashboardName: 'taken', DashboardBody: '{"widgets":[]}' }),
    );
    const stack = planned('public-caller', dashboard('taken'));

    expect((await check([stack], { alarms: true })).failures).toEqual([
      `public-caller: there is a dashboard taken already, which is not of stack ${stack.name}; remove or rename it`,
    ]);
    expect(await check([stack], { alarms: false })).toEqual(nothing);
    const free = planned('public-caller', dashboard('free'));
    expect(await check([free], { alarms: true })).toEqual(nothing);
  });

  it('must be free when a resource of the stack gets another name', async () => {
    await here.account.cloudWatch.send(
      new PutDashboardCommand({ DashboardName: 'taken', DashboardBody: '{"widgets":[]}' }),
    );
    const own = await deployed(planned('public-caller', dashboard('own')), {
      Resources: dashboard('own'),
    });

    expect(await check([own], { alarms: true })).toEqual(nothing);
    const renamed = { ...own, resources: resources(dashboard('taken')) };
    expect((await check([renamed], { alarms: true })).failures).toHaveLength(1);
  });

  it('are named when they are too long for their kind', async () => {
    const Name = 'a'.repeat(33);
    const long = { Group: { ...targetGroup.Group, Properties: { Name } } };
    expect((await check([planned('protected-api', long)])).failures).toEqual([
      `protected-api: target group name ${Name} has 33 characters, expected at most 32; choose a shorter stage name`,
    ]);
  });
});

describe('zones', () => {
  const listed = (n: number): Extract<Stage['azNames']['A'], object> => ({
    'Fn::Select': [n, { 'Fn::GetAZs': '' }],
  });
  const zone = (of: number | string) => (typeof of === 'string' ? of : listed(of));
  const azNames = (A: number | string, B: number | string): Stage['azNames'] => ({
    A: zone(A),
    B: zone(B),
    C: listed(2),
  });

  it.each(['Private', 'Public'])(
    'of live %s subnets are pinned by name when the template would move them',
    async (tier) => {
      const subnet = (n: number, CidrBlock: string) => ({
        Type: 'AWS::EC2::Subnet',
        Properties: { VpcId: { Ref: 'Vpc' }, CidrBlock, AvailabilityZone: listed(n) },
      });
      const network = await deployed(planned('network'), {
        Resources: {
          Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16' } },
          [`${tier}SubnetA`]: subnet(0, '10.0.0.0/24'),
          [`${tier}SubnetB`]: subnet(2, '10.0.1.0/24'),
        },
      });

      expect((await check([network], { natMode: 'none' })).failures).toEqual([
        'network: the subnets of AZ B are in us-east-1c, and would now be put in us-east-1b; expected azNames: { A: us-east-1a, B: us-east-1c } in config/stages/dev.yml',
      ]);
      expect(await check([network], { azNames: azNames('us-east-1a', 'us-east-1c') })).toEqual(
        nothing,
      );
    },
  );

  it.each([
    [azNames(0, 5), /there is no zone for AZ B: us-east-1 lists us-east-1a, /],
    [azNames('us-east-1z', 1), /azNames\.A: us-east-1z is no zone of this account/],
    [azNames(1, 1), /AZ A and AZ B are both us-east-1b/],
  ])('have to be there, one for each letter: %j', async (names, problem) => {
    const { failures } = await check([planned('network')], { azNames: names });
    expect(failures).toEqual([expect.stringMatching(problem)]);
  });
});

describe('the network of a living stack', () => {
  it('cannot be changed', async () => {
    await here.local.create('exporter', {
      Resources: { Bucket: { Type: 'AWS::S3::Bucket' } },
      Outputs: {
        VpcId: { Value: 'vpc-1', Export: { Name: `${stackNameOf('network', 'dev')}-VpcId` } },
      },
    });
    const stack = await deployed(planned('protected-api'), {
      Resources: {
        Bucket: {
          Type: 'AWS::S3::Bucket',
          Properties: {
            Tags: [
              {
                Key: 'vpc',
                Value: { 'Fn::ImportValue': `${stackNameOf('network', 'dev')}-VpcId` },
              },
            ],
          },
        },
      },
    });

    expect(await check([stack], { networkStage: 'dev' })).toEqual(nothing);
    expect((await check([stack], { networkStage: 'shared' })).failures).toEqual([
      expect.stringContaining('uses the network of stage "dev", found networkStage "shared"'),
    ]);
  });
});

describe('a network of its own beside the one that a stage shares', () => {
  it('is named, with the command that takes it down', async () => {
    expect(await check([], { networkStage: 'shared' })).toEqual(nothing);
    const name = stackNameOf('network', stage);
    await here.local.create(name, { Resources: { Bucket: { Type: 'AWS::S3::Bucket' } } });

    expect(await check([], { networkStage: 'shared' })).toEqual({
      failures: [],
      notes: [
        `stack ${name} is there, and stage dev uses the network of shared; cd services/network && npx serverless remove --stage dev takes it down when nothing uses it`,
      ],
    });
    expect(await check([])).toEqual(nothing);
  });
});

describe('the blocks of a living network', () => {
  const network = (vpc: string, subnet: string) => ({
    Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: vpc } },
    Fresh: {
      Type: 'AWS::EC2::Subnet',
      Properties: { VpcId: { Ref: 'Vpc' }, CidrBlock: subnet },
    },
  });
  const settings: Partial<Stage> = { natMode: 'none' };

  it('cannot be changed', async () => {
    const Resources = network('10.0.0.0/16', '10.0.1.0/24');
    const stack = await deployed(planned('network', Resources), { Resources });
    expect(await check([stack], settings)).toEqual(nothing);

    const moved = { ...stack, resources: resources(network('10.0.0.0/16', '10.0.2.0/24')) };
    expect((await check([moved], settings)).failures).toEqual([
      'network: Fresh has 10.0.1.0/24, and would be replaced by one with 10.0.2.0/24; blocks of a living network do not change: expected 10.0.1.0/24 in config/stages/dev.yml, or another stage',
    ]);
  });

  it('are anything before the first deploy, and where a slot was not in use', async () => {
    const Resources = network('10.0.0.0/16', '10.0.1.0/24');
    expect(await check([planned('network', Resources)], settings)).toEqual(nothing);
    const { Vpc } = Resources;
    const stack = await deployed(planned('network', Resources), { Resources: { Vpc } });
    expect(await check([stack], settings)).toEqual(nothing);
  });
});

describe('what a stack imports', () => {
  const importing = (value: unknown, condition?: string) => ({
    Bucket: {
      Type: 'AWS::S3::Bucket',
      ...(condition && { Condition: condition }),
      Properties: { BucketName: value },
    },
  });
  const name = `${stackNameOf('network', stage)}-PrivateSubnetIdsABC`;
  const imported = { 'Fn::ImportValue': name };

  it('is exported by somebody, or by this deploy', async () => {
    const stack = planned('public-caller', importing({ 'Fn::Split': [',', imported] }));
    expect((await check([stack])).failures).toEqual([
      `public-caller: nothing exports ${name}; expected a deploy of ${stackNameOf('network', stage)} first, as its stage file is now`,
    ]);
    expect(await check([planned('network'), stack], { natMode: 'none' })).toEqual(nothing);

    await here.local.create('exporter', {
      Resources: { Bucket: { Type: 'AWS::S3::Bucket' } },
      Outputs: { It: { Value: 'a', Export: { Name: name } } },
    });
    expect(await check([stack])).toEqual(nothing);
  });

  it('is left to CloudFormation where a condition decides', async () => {
    for (const template of [
      importing(imported, 'HasAlarms'),
      importing({ 'Fn::If': ['HasAlarms', imported, 'none'] }),
    ]) {
      expect(await check([planned('public-caller', template)])).toEqual(nothing);
    }
  });
});

describe('the ECS caller', () => {
  it('needs the service-linked role, and the command makes it', async () => {
    const stack = planned('ecs-caller', { Service: { Type: 'AWS::ECS::Service' } });
    expect((await check([stack])).failures).toEqual([
      'ecs-caller: the account has no role AWSServiceRoleForECS yet; expected aws iam create-service-linked-role --aws-service-name ecs.amazonaws.com, once an account',
    ]);
  });
});

describe('reserved concurrency', () => {
  const reserving = (service: string, ReservedConcurrentExecutions: number) =>
    planned(service, {
      Function: {
        Type: 'AWS::Lambda::Function',
        Properties: { FunctionName: service, ReservedConcurrentExecutions },
      },
    });
  const both = (one: number, other: number) => [
    reserving('protected-api', one),
    reserving('public-caller', other),
  ];

  /** The same account with another quota, of which each of its functions holds something; no function is there. */
  const withLimit = (limit: number, held = 0): Account => {
    const send = async (command: object) => {
      if (command instanceof GetAccountSettingsCommand) {
        const UnreservedConcurrentExecutions = limit - 2 * held;
        return { AccountLimit: { ConcurrentExecutions: limit, UnreservedConcurrentExecutions } };
      }
      if (command instanceof GetFunctionConcurrencyCommand)
        return { ReservedConcurrentExecutions: held };
      throw Object.assign(new Error('no function'), { name: 'ResourceNotFoundException' });
    };
    return { ...here.account, lambda: Object.assign(Object.create(here.account.lambda), { send }) };
  };

  it('leaves 100 executions to the rest of the account', async () => {
    expect(await check(both(400, 500))).toEqual(nothing);
    expect((await check(both(400, 501))).failures).toEqual([
      'concurrency: the functions reserve 901 executions more, and of 1000 in us-east-1 at most 900 can still be reserved; expected a quota of 1001 (aws service-quotas request-service-quota-increase --service-code lambda --quota-code L-B99A9384 --desired-value 1001), or a smaller reservedConcurrency, or none, in config/stages/dev.yml',
    ]);
  });

  it('is refused whole in a new account, which may run 10 at once', async () => {
    expect((await check(both(1, 1), {}, withLimit(10))).failures).toEqual([
      expect.stringContaining(
        'of 10 in us-east-1 at most 0 can still be reserved; expected a quota of 102 ',
      ),
    ]);
    expect(await check([planned('network')], { natMode: 'none' }, withLimit(10))).toEqual(nothing);
  });

  it('counts what the functions have reserved already as theirs', async () => {
    expect(await check(both(400, 400), {}, withLimit(1000, 400))).toEqual(nothing);
    expect((await check(both(400, 501), {}, withLimit(1000, 400))).failures).toHaveLength(1);
  });
});

describe('what AWS denies', () => {
  it('is said, and does not keep the deploy from beginning', async () => {
    const denied = Object.assign(new Error('no'), { name: 'AccessDeniedException' });
    const elb = Object.assign(Object.create(here.account.elb), {
      send: () => Promise.reject(denied),
    });
    expect(
      await check([planned('protected-api', targetGroup)], {}, { ...here.account, elb }),
    ).toEqual({
      failures: [],
      notes: ['target group taken: not looked at, since AWS denies it (AccessDeniedException)'],
    });
  });

  it('hides no other check of the same service', async () => {
    await here.account.logs.send(new CreateLogGroupCommand({ logGroupName: '/ecs/taken' }));
    const denied = Object.assign(new Error('no'), { name: 'AccessDenied' });
    const elb = Object.assign(Object.create(here.account.elb), {
      send: () => Promise.reject(denied),
    });
    const stack = planned('protected-api', {
      ...targetGroup,
      LogGroup: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: '/ecs/taken' } },
    });

    expect(await check([stack], {}, { ...here.account, elb })).toEqual({
      failures: [expect.stringContaining('there is a log group /ecs/taken already')],
      notes: [expect.stringMatching(/^target group taken: not looked at/)],
    });
  });
});
