import type { Snapshot } from '@private-lambda/inventory/snapshot';
import { NOTHING_ELSE } from '../../../inventory/test/support/nothing-else.ts';
import { Analysis } from '../../src/analysis/analysis.ts';
import { loadSystem } from '../../src/loading/load-system.ts';
import { TemporaryFiles } from '../make-system.ts';

const files = new TemporaryFiles();
afterAll(() => files.remove());

const group = (GroupId: string, port: number | undefined, extra: object = {}) => ({
  GroupId,
  GroupName: GroupId,
  VpcId: 'vpc-1',
  IpPermissions:
    port === undefined
      ? []
      : [
          {
            IpProtocol: 'tcp',
            FromPort: port,
            ToPort: port,
            UserIdGroupPairs: [{ GroupId: 'sg-app' }],
          },
        ],
  IpPermissionsEgress: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
  ...extra,
});

const networkInterface = (NetworkInterfaceId: string, GroupId: string, extra: object = {}) => ({
  NetworkInterfaceId,
  VpcId: 'vpc-1',
  SubnetId: 'subnet-a',
  InterfaceType: 'interface',
  Groups: [{ GroupId }],
  ...extra,
});

/** A VPC as people have it: a public and a private subnet, a database, an instance, and a public NAT gateway. */
function snapshot(changes: Partial<Snapshot> = {}): Snapshot {
  return {
    SnapshotVersion: 1,
    Region: 'eu-central-1',
    VpcId: 'vpc-1',
    NotKnown: {},
    Vpcs: [{ VpcId: 'vpc-1', CidrBlock: '10.0.0.0/16' }],
    VpcAttributes: { EnableDnsSupport: true, EnableDnsHostnames: true },
    Subnets: [
      { SubnetId: 'subnet-a', VpcId: 'vpc-1', CidrBlock: '10.0.0.0/24' },
      { SubnetId: 'subnet-p', VpcId: 'vpc-1', CidrBlock: '10.0.1.0/24' },
    ],
    RouteTables: [
      {
        RouteTableId: 'rtb-main',
        VpcId: 'vpc-1',
        Associations: [{ Main: true }],
        Routes: [
          { DestinationCidrBlock: '10.0.0.0/16', GatewayId: 'local' },
          { DestinationCidrBlock: '0.0.0.0/0', NatGatewayId: 'nat-1', State: 'active' },
        ],
      },
      {
        RouteTableId: 'rtb-public',
        VpcId: 'vpc-1',
        Associations: [{ SubnetId: 'subnet-p' }],
        Routes: [{ DestinationCidrBlock: '0.0.0.0/0', GatewayId: 'igw-1', State: 'active' }],
      },
    ],
    InternetGateways: [{ InternetGatewayId: 'igw-1', Attachments: [{ VpcId: 'vpc-1' }] }],
    NatGateways: [
      {
        NatGatewayId: 'nat-1',
        SubnetId: 'subnet-p',
        VpcId: 'vpc-1',
        State: 'available',
        ConnectivityType: 'public',
        NatGatewayAddresses: [{ AllocationId: 'eipalloc-1' }],
      },
    ],
    NetworkAcls: [
      {
        NetworkAclId: 'acl-default',
        VpcId: 'vpc-1',
        IsDefault: true,
        Associations: [{ SubnetId: 'subnet-a' }, { SubnetId: 'subnet-p' }],
        Entries: [false, true].flatMap((Egress) => [
          { RuleNumber: 100, RuleAction: 'allow', Egress, Protocol: '-1', CidrBlock: '0.0.0.0/0' },
          { RuleNumber: 32767, RuleAction: 'deny', Egress, Protocol: '-1', CidrBlock: '0.0.0.0/0' },
        ]),
      },
    ],
    SecurityGroups: [group('sg-app', undefined), group('sg-db', 5432)],
    VpcEndpoints: [],
    NetworkInterfaces: [
      networkInterface('eni-db', 'sg-db', { Description: 'RDSNetworkInterface' }),
      networkInterface('eni-1', 'sg-app', { Attachment: { InstanceId: 'i-1' } }),
    ],
    ...NOTHING_ELSE,
    ...changes,
  };
}

/** A function that a template puts into the VPC by literal ids. */
const caller = {
  Resources: {
    Caller: {
      Type: 'AWS::Lambda::Function',
      Properties: { VpcConfig: { SubnetIds: ['subnet-a'], SecurityGroupIds: ['sg-app'] } },
    },
  },
};

async function verdict(content: Snapshot, from: string, to: string, port: number, more = {}) {
  const analysis = new Analysis(
    await loadSystem({
      stacks: [{ name: 'app', file: files.write('app.json', { ...caller, ...more }) }],
      inventory: files.write('snapshot.json', content),
    }),
  );
  return analysis.explain({ from, to, protocol: 'tcp', port });
}

describe('with an inventory', () => {
  it.each([
    [
      'a function of a template reaches who admits its group',
      'app/Caller',
      'vpc/eni-db',
      5432,
      'reachable',
    ],
    ['and not on another port', 'app/Caller', 'vpc/eni-db', 5433, 'blocked'],
    ['an instance of the VPC reaches it, too', 'vpc/i-1', 'vpc/eni-db', 5432, 'reachable'],
    ['nobody reaches the instance', 'app/Caller', 'vpc/i-1', 22, 'blocked'],
    ['the internet does not reach a private subnet', 'internet', 'vpc/eni-db', 5432, 'blocked'],
    [
      'the way out is the NAT gateway of the main table',
      'app/Caller',
      'internet',
      443,
      'reachable',
    ],
  ] as const)('%s', async (_, from, to, port, expected) => {
    expect((await verdict(snapshot(), from, to, port)).verdict).toBe(expected);
  });

  it('without it, all of that is unknown', async () => {
    const file = files.write('app.json', caller);
    const analysis = new Analysis(await loadSystem({ stacks: [{ name: 'app', file }] }));
    const answer = analysis.explain({
      from: 'app/Caller',
      to: 'internet',
      protocol: 'tcp',
      port: 443,
    });
    expect(answer.verdict).toBe('unknown');
  });

  it('a route that is gone closes the way', async () => {
    const [main, open] = snapshot().RouteTables ?? [];
    const RouteTables = [
      { RouteTableId: 'rtb-main', ...main, Routes: [] },
      ...(open ? [open] : []),
    ];
    const answer = await verdict(snapshot({ RouteTables }), 'app/Caller', 'internet', 443);
    expect(answer.verdict).toBe('blocked');
  });

  it('a NAT gateway that is not available carries nothing', async () => {
    const [nat] = snapshot().NatGateways ?? [];
    const NatGateways = [{ NatGatewayId: 'nat-1', ...nat, State: 'deleted' }];
    const answer = await verdict(snapshot({ NatGateways }), 'app/Caller', 'internet', 443);
    expect(answer.verdict).not.toBe('reachable');
  });

  it('a default ACL that was cut counts for subnets of a template', async () => {
    const Entries = [
      {
        RuleNumber: 100,
        RuleAction: 'allow',
        Egress: true,
        Protocol: '-1',
        CidrBlock: '0.0.0.0/0',
      },
    ];
    const NetworkAcls = [
      { NetworkAclId: 'acl-default', VpcId: 'vpc-1', IsDefault: true, Associations: [], Entries },
    ];
    const own = {
      Resources: {
        Own: { Type: 'AWS::EC2::Subnet', Properties: { VpcId: 'vpc-1', CidrBlock: '10.0.9.0/24' } },
        Caller: {
          Type: 'AWS::Lambda::Function',
          Properties: {
            VpcConfig: { SubnetIds: [{ Ref: 'Own' }], SecurityGroupIds: ['sg-app'] },
          },
        },
      },
    };
    const open = await verdict(snapshot(), 'app/Caller', 'vpc/eni-db', 5432, own);
    expect(open.verdict).toBe('reachable');
    const cut = await verdict(snapshot({ NetworkAcls }), 'app/Caller', 'vpc/eni-db', 5432, own);
    expect(cut.verdict).toBe('blocked');
  });

  it('the default group has the rules that it was given, under its own id', async () => {
    const SecurityGroups = [
      group('sg-app', undefined),
      group('sg-default', 5432, { GroupName: 'default' }),
    ];
    const NetworkInterfaces = [networkInterface('eni-db', 'sg-default')];
    const changed = snapshot({ SecurityGroups, NetworkInterfaces });
    expect((await verdict(changed, 'app/Caller', 'vpc/eni-db', 5432)).verdict).toBe('reachable');
    const wearsDefault = {
      Resources: {
        Caller: {
          Type: 'AWS::Lambda::Function',
          Properties: { VpcConfig: { SubnetIds: ['subnet-a'], SecurityGroupIds: ['sg-default'] } },
        },
      },
    };
    const answer = await verdict(changed, 'app/Caller', 'vpc/eni-db', 5432, wearsDefault);
    expect(answer.verdict).toBe('blocked');
  });

  it('what an earlier deploy of the same stacks has made is not there twice', async () => {
    const Tags = [{ Key: 'aws:cloudformation:stack-name', Value: 'app' }];
    const [app] = snapshot().SecurityGroups ?? [];
    const own = snapshot({
      SecurityGroups: [...(app ? [app] : []), { ...group('sg-old', 5432), Tags }],
      NetworkInterfaces: [networkInterface('eni-old', 'sg-old')],
    });
    await expect(verdict(own, 'app/Caller', 'vpc/eni-old', 5432)).rejects.toThrow(
      /has no resource eni-old/,
    );
  });

  it('a part that is not known leaves every answer open, by name', async () => {
    const { NetworkAcls, ...rest } = snapshot();
    const answer = await verdict(rest, 'app/Caller', 'vpc/eni-db', 5432);
    expect(answer.verdict).toBe('unknown');
    expect(JSON.stringify(answer.hops)).toContain('NetworkAcls');
  });

  it('a load balancer of the VPC is asked by its listeners', async () => {
    const arn = 'arn:aws:elasticloadbalancing:eu-central-1:111122223333';
    const balancer = `${arn}:loadbalancer/app/shop/50dc6c495c0c9188`;
    const listener = `${arn}:listener/app/shop/50dc6c495c0c9188/f2f7dc8efc522ab2`;
    const target = `${arn}:targetgroup/shop/73e2d6bc24d8a067`;
    const withBalancer = snapshot({
      SecurityGroups: [group('sg-app', undefined), group('sg-lb', 80)],
      LoadBalancers: [
        {
          LoadBalancerArn: balancer,
          Type: 'application',
          Scheme: 'internal',
          SecurityGroups: ['sg-lb'],
          AvailabilityZones: [{ SubnetId: 'subnet-a' }],
        },
      ],
      Listeners: [
        {
          ListenerArn: listener,
          LoadBalancerArn: balancer,
          Port: 80,
          Protocol: 'HTTP',
          DefaultActions: [{ Type: 'forward', TargetGroupArn: target }],
        },
      ],
      TargetGroups: [
        { TargetGroupArn: target, TargetType: 'lambda', LoadBalancerArns: [balancer] },
      ],
      TargetHealthDescriptions: {
        [target]: [{ Target: { Id: 'arn:aws:lambda:eu-central-1:111122223333:function:shop' } }],
      },
      Functions: [
        {
          FunctionName: 'shop',
          FunctionArn: 'arn:aws:lambda:eu-central-1:111122223333:function:shop',
        },
      ],
      FunctionPolicies: {
        shop: JSON.stringify({
          Statement: [
            {
              Effect: 'Allow',
              Action: 'lambda:InvokeFunction',
              Principal: { Service: 'elasticloadbalancing.amazonaws.com' },
              Condition: { ArnLike: { 'AWS:SourceArn': target } },
            },
          ],
        }),
      },
      NetworkInterfaces: [],
    });
    const id = 'vpc/shop/50dc6c495c0c9188';
    expect((await verdict(withBalancer, 'app/Caller', id, 80)).verdict).toBe('reachable');
    expect((await verdict(withBalancer, 'app/Caller', id, 81)).verdict).toBe('blocked');
    expect((await verdict(withBalancer, 'app/Caller', 'vpc/shop', 80)).verdict).toBe('reachable');
    const denied = { ...withBalancer, FunctionPolicies: {} };
    expect((await verdict(denied, 'app/Caller', 'vpc/shop', 80)).verdict).toBe('blocked');
  });
});

it('a snapshot of another Region than that of the stacks is refused', async () => {
  const inventory = files.write('inventory.json', snapshot());
  const stacks = [{ name: 'app', file: files.write('app.json', caller) }];
  await expect(loadSystem({ stacks, inventory, region: 'us-east-1' })).rejects.toThrow(
    /found a VPC of eu-central-1, expected one of us-east-1/,
  );
  await expect(loadSystem({ stacks, inventory, region: 'eu-central-1' })).resolves.toBeDefined();
});
