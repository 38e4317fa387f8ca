import { costsOf } from '../../src/parts/stage-costs.ts';
import { readPriceList } from '../../src/prices/price-list.ts';
import { resourcesOf } from '../support/resources-of.ts';

const list = readPriceList('us-east-1');
const price = async (resources: Record<string, unknown>) =>
  costsOf(await resourcesOf(resources), list);

const balancer = (Properties: Record<string, unknown>) => ({
  Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
  Properties: { Type: 'application', Subnets: ['a', 'b', 'c'], ...Properties },
});
const endpoint = (Properties: Record<string, unknown>) => ({
  Type: 'AWS::EC2::VPCEndpoint',
  Properties: { ServiceName: 'com.amazonaws.us-east-1.logs', SubnetIds: ['a', 'b'], ...Properties },
});
const service = {
  Type: 'AWS::ECS::Service',
  Properties: { LaunchType: 'FARGATE', DesiredCount: 2, TaskDefinition: { Ref: 'Task' } },
};
const task = (architecture: string) => ({
  Type: 'AWS::ECS::TaskDefinition',
  Properties: { Cpu: '512', Memory: '1024', RuntimePlatform: { CpuArchitecture: architecture } },
});

const cluster = (Value: string) => ({
  Type: 'AWS::ECS::Cluster',
  Properties: { ClusterSettings: [{ Name: 'containerInsights', Value }] },
});

describe('the costs of a stage', () => {
  // Sums made by hand, from the figures of the AWS pages: 730 h times the hour.
  it.each([
    ['an internal load balancer by the hour alone', { A: balancer({ Scheme: 'internal' }) }, 1643],
    [
      'a public address for each AZ of an internet-facing one',
      { A: balancer({ Scheme: 'internet-facing' }) },
      1643 + 1095,
    ],
    [
      'a load balancer that names no scheme as an internet-facing one',
      { A: balancer({}) },
      1643 + 1095,
    ],
    ['an interface endpoint by its AZs', { A: endpoint({ VpcEndpointType: 'Interface' }) }, 1460],
    ['a gateway endpoint with nothing', { A: endpoint({ VpcEndpointType: 'Gateway' }) }, 0],
    [
      'a NAT gateway and its address apart',
      {
        A: { Type: 'AWS::EC2::NatGateway', Properties: { SubnetId: 'a' } },
        B: { Type: 'AWS::EC2::EIP' },
      },
      3285 + 365,
    ],
    [
      'a regional NAT gateway, and an address, by the zones that the stage has subnets in',
      {
        A: { Type: 'AWS::EC2::NatGateway', Properties: { AvailabilityMode: 'regional' } },
        B: { Type: 'AWS::EC2::Subnet', Properties: { AvailabilityZone: 'us-east-1a' } },
        C: { Type: 'AWS::EC2::Subnet', Properties: { AvailabilityZone: 'us-east-1b' } },
        D: { Type: 'AWS::EC2::Subnet', Properties: { AvailabilityZone: 'us-east-1b' } },
      },
      2 * (3285 + 365),
    ],
    [
      'a NAT gateway with an address that is there already, and is paid for',
      {
        A: {
          Type: 'AWS::EC2::NatGateway',
          Properties: { SubnetId: 'a', AllocationId: 'eipalloc-1' },
        },
      },
      3285 + 365,
    ],
    ['two tasks of half a vCPU and 1 GB', { Service: service, Task: task('ARM64') }, 2364 + 520],
    [
      'the metrics of a cluster with Container Insights, of its service and of its tasks',
      {
        Cluster: cluster('enabled'),
        Service: { ...service, Properties: { ...service.Properties, Cluster: { Ref: 'Cluster' } } },
        Task: task('ARM64'),
      },
      2364 + 520 + (13 + 15 + 10) * 30,
    ],
    ['a cluster without Container Insights with nothing', { A: cluster('disabled') }, 0],
    [
      'a web ACL and each of its rules',
      { A: { Type: 'AWS::WAFv2::WebACL', Properties: { Rules: [{ Name: 'a' }, { Name: 'b' }] } } },
      700,
    ],
    [
      'an alarm for each metric that it looks at',
      {
        A: {
          Type: 'AWS::CloudWatch::Alarm',
          Properties: { Metrics: [{ Expression: 'a/b' }, { MetricStat: {} }, { MetricStat: {} }] },
        },
      },
      20,
    ],
  ])('count %s', async (_, resources, cents) => {
    expect((await price(resources)).totalCents).toBe(cents);
  });

  it.each([
    [
      'a type that the tool does not know',
      { A: { Type: 'AWS::RDS::DBCluster' } },
      'AWS::RDS::DBCluster app/A',
    ],
    ['a network load balancer', { A: balancer({ Type: 'network' }) }, 'load balancer app/A'],
    [
      'subnets that are not settled',
      { A: balancer({ Subnets: { 'Fn::ImportValue': 'x' } }) },
      'public addresses of app/A',
    ],
    [
      'a gateway endpoint of a load balancer',
      { A: endpoint({ VpcEndpointType: 'GatewayLoadBalancer' }) },
      'endpoint app/A',
    ],
    ['tasks on x86', { Service: service, Task: task('X86_64') }, 'tasks of app/Service'],
    ['tasks without their definition', { Service: service }, 'tasks of app/Service'],
    ['enhanced Container Insights', { A: cluster('enhanced') }, 'Container Insights of app/A'],
    [
      'an alarm of high resolution',
      { A: { Type: 'AWS::CloudWatch::Alarm', Properties: { Period: 10 } } },
      'alarm app/A',
    ],
  ])('name %s as not priced', async (_, resources, label) => {
    const { notPriced } = await price(resources);

    expect(notPriced).toEqual([expect.stringContaining(label)]);
  });

  it('name a part whose price the list does not have, instead of taking it for free', async () => {
    const { natGatewayHour: _, ...prices } = list.prices;
    const resources = await resourcesOf({
      A: { Type: 'AWS::EC2::NatGateway', Properties: { SubnetId: 'a' } },
    });

    expect(costsOf(resources, { ...list, prices })).toMatchObject({
      totalCents: 0,
      notPriced: ['NAT gateway: the list of us-east-1 has no natGatewayHour'],
    });
  });

  it('add equal parts up, and the total from what is shown', async () => {
    const { parts, totalCents } = await price({
      A: balancer({ Scheme: 'internal' }),
      B: balancer({ Scheme: 'internal' }),
      C: { Type: 'AWS::EC2::EIP' },
    });

    expect(parts.map(({ label, quantity, cents }) => [label, quantity, cents])).toEqual([
      ['internal load balancer', 2, 3285],
      ['public IPv4 address', 1, 365],
    ]);
    expect(totalCents).toBe(3285 + 365);
  });
});
