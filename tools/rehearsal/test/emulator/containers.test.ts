import { DescribeNetworkInterfacesCommand } from '@aws-sdk/client-ec2';
import { DescribeServicesCommand, DescribeTaskDefinitionCommand } from '@aws-sdk/client-ecs';
import { DescribeTargetHealthCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { LocalAws } from '../support/local-aws.ts';
import { listener, loadBalancer, vpcWithTwoSubnets } from '../support/templates.ts';

let local: LocalAws;
beforeAll(async () => {
  local = await LocalAws.start();
}, 120_000);
afterAll(() => local.stop());

const containers = {
  TaskGroup: {
    Type: 'AWS::EC2::SecurityGroup',
    Properties: { GroupDescription: 'Of tasks', VpcId: { Ref: 'Vpc' } },
  },
  Cluster: { Type: 'AWS::ECS::Cluster', Properties: { ClusterName: 'cluster' } },
  Task: {
    Type: 'AWS::ECS::TaskDefinition',
    Properties: {
      Family: 'task',
      Cpu: 256,
      Memory: 512,
      RuntimePlatform: { CpuArchitecture: 'ARM64' },
      ContainerDefinitions: [
        { Name: 'caller', Image: 'caller:1', LinuxParameters: { Capabilities: { Drop: ['ALL'] } } },
      ],
    },
  },
  Group: {
    Type: 'AWS::ElasticLoadBalancingV2::TargetGroup',
    Properties: { TargetType: 'ip', VpcId: { Ref: 'Vpc' }, Port: 8080, Protocol: 'HTTP' },
  },
  Service: {
    Type: 'AWS::ECS::Service',
    DependsOn: 'Listener',
    Properties: {
      Cluster: { Ref: 'Cluster' },
      TaskDefinition: { Ref: 'Task' },
      LaunchType: 'FARGATE',
      DesiredCount: 2,
      HealthCheckGracePeriodSeconds: 30,
      PropagateTags: 'SERVICE',
      NetworkConfiguration: {
        AwsvpcConfiguration: {
          Subnets: [{ Ref: 'SubnetA' }, { Ref: 'SubnetB' }],
          SecurityGroups: [{ 'Fn::GetAtt': ['TaskGroup', 'GroupId'] }],
        },
      },
      LoadBalancers: [
        { ContainerName: 'caller', ContainerPort: 8080, TargetGroupArn: { Ref: 'Group' } },
      ],
    },
  },
};

function front(DefaultActions: readonly object[]) {
  const plain = listener();
  const Listener = { ...plain, Properties: { ...plain.Properties, DefaultActions } };
  return { ...vpcWithTwoSubnets, LoadBalancer: loadBalancer, Listener };
}

describe('ECS', () => {
  it('keeps what the template says of service and task, and runs no task', async () => {
    const forward = { Type: 'forward', TargetGroupArn: { Ref: 'Group' } };
    const stack = await local.create('whole', {
      Resources: { ...front([forward]), ...containers },
    });
    expect([stack.status, await local.failure('whole')]).toEqual(['CREATE_COMPLETE', undefined]);
    const { services } = await local.aws.ecs.send(
      new DescribeServicesCommand({
        cluster: 'cluster',
        services: [stack.resources.get('Service') ?? ''],
      }),
    );
    expect(services).toMatchObject([
      {
        desiredCount: 2,
        runningCount: 0,
        healthCheckGracePeriodSeconds: 30,
        propagateTags: 'SERVICE',
      },
    ]);
    const { taskDefinition } = await local.aws.ecs.send(
      new DescribeTaskDefinitionCommand({ taskDefinition: stack.resources.get('Task') }),
    );
    expect(taskDefinition).toMatchObject({
      cpu: '256',
      memory: '512',
      runtimePlatform: { cpuArchitecture: 'ARM64' },
      containerDefinitions: [{ linuxParameters: { capabilities: { drop: ['ALL'] } } }],
    });
  });

  it('shows of a task its interface in a subnet, with its groups, and its address as a target', async () => {
    const forward = { Type: 'forward', TargetGroupArn: { Ref: 'Group' } };
    const { resources } = await local.create('placed', {
      Resources: { ...front([forward]), ...containers },
    });
    const interfaces = async () => {
      const { NetworkInterfaces = [] } = await local.aws.ec2.send(
        new DescribeNetworkInterfacesCommand({}),
      );
      return NetworkInterfaces.filter(({ SubnetId }) =>
        [resources.get('SubnetA'), resources.get('SubnetB')].includes(SubnetId),
      );
    };
    const placed = await interfaces();
    expect(placed.map(({ SubnetId, Groups }) => [SubnetId, Groups?.[0]?.GroupId])).toEqual([
      [resources.get('SubnetA'), resources.get('TaskGroup')],
      [resources.get('SubnetB'), resources.get('TaskGroup')],
    ]);
    expect(placed.map(({ PrivateIpAddress }) => PrivateIpAddress)).toEqual([
      '10.0.0.4',
      '10.0.1.4',
    ]);
    expect(placed[0]?.Description).toMatch(/^arn:aws:ecs:us-east-1:000000000000:attachment\//);
    const { TargetHealthDescriptions = [] } = await local.aws.elb.send(
      new DescribeTargetHealthCommand({ TargetGroupArn: resources.get('Group') }),
    );
    expect(TargetHealthDescriptions.map(({ Target }) => Target)).toEqual([
      { Id: '10.0.0.4', Port: 8080 },
      { Id: '10.0.1.4', Port: 8080 },
    ]);
    await local.delete('placed');
    expect(await interfaces()).toEqual([]);
  });

  it.each([
    ['ENABLED', true],
    ['DISABLED', false],
  ])(
    'gives a task a public address where AssignPublicIp is %s: %s',
    async (AssignPublicIp, has) => {
      const { Service, ...others } = containers;
      const { AwsvpcConfiguration } = Service.Properties.NetworkConfiguration;
      const NetworkConfiguration = {
        AwsvpcConfiguration: { ...AwsvpcConfiguration, AssignPublicIp },
      };
      const Properties = { ...Service.Properties, DesiredCount: 1, NetworkConfiguration };
      const forward = { Type: 'forward', TargetGroupArn: { Ref: 'Group' } };
      const { resources } = await local.create('addressed', {
        Resources: { ...front([forward]), ...others, Service: { ...Service, Properties } },
      });
      const { NetworkInterfaces = [] } = await local.aws.ec2.send(
        new DescribeNetworkInterfacesCommand({}),
      );
      const addresses = NetworkInterfaces.filter(
        ({ SubnetId }) => SubnetId === resources.get('SubnetA'),
      ).map(({ Association }) => /^54(\.\d+){3}$/.test(Association?.PublicIp ?? ''));
      expect(addresses).toEqual([has]);
      await local.delete('addressed');
    },
  );

  it('refuses a service whose target group no listener leads to', async () => {
    const fixed = { Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404' } };
    const stack = await local.create('loose', { Resources: { ...front([fixed]), ...containers } });
    expect(stack.status).toBe('ROLLBACK_COMPLETE');
    expect(await local.failure('loose')).toMatch(
      /Service \(AWS::ECS::Service\).*does not have an associated load balancer/,
    );
  });
});
