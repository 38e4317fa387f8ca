import { EC2Client } from '@aws-sdk/client-ec2';
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { CreateHostedZoneCommand, Route53Client } from '@aws-sdk/client-route-53';
import { LocalAws } from '../../rehearsal/test/support/local-aws.ts';
import { type InventoryAccount, readSnapshot } from '../src/read-snapshot.ts';
import { withoutNames } from '../src/without-names.ts';

const REGION = 'us-east-1';

let local: LocalAws;
let account: InventoryAccount;
let vpcId: string;

beforeAll(async () => {
  local = await LocalAws.start();
  account = { ...local.aws, id: '000000000000', region: REGION };
  vpcId = await makeVpc();
}, 120_000);
afterAll(() => local.stop());

describe('readSnapshot', () => {
  it('reads the VPC, and nothing of the other VPCs of the account', async () => {
    const { Vpcs, Subnets, RouteTables } = await readSnapshot(account, { vpcId });
    expect(Vpcs).toMatchObject([{ VpcId: vpcId, CidrBlock: '10.1.0.0/16' }]);
    expect(Subnets?.map(({ CidrBlock }) => CidrBlock).sort()).toEqual([
      '10.1.0.0/24',
      '10.1.1.0/24',
    ]);
    expect(RouteTables).toMatchObject([{ VpcId: vpcId, Associations: [{ Main: true }] }]);
  });

  it('reads load balancers with what stands behind them', async () => {
    const { LoadBalancers, Listeners, Rules, TargetGroups, TargetHealthDescriptions } =
      await readSnapshot(account, { vpcId });
    expect(LoadBalancers).toMatchObject([{ LoadBalancerName: 'orders', Scheme: 'internal' }]);
    expect(Listeners).toMatchObject([{ Port: 80 }]);
    expect(Rules).toMatchObject([{ Priority: 'default' }]);
    expect(TargetGroups).toMatchObject([{ TargetGroupName: 'orders-hosts', TargetType: 'ip' }]);
    expect(Object.values(TargetHealthDescriptions ?? {})).toEqual([[]]);
  });

  it('reads the private hosted zones that are associated with the VPC, page by page', async () => {
    const VPC = { VPCId: vpcId, VPCRegion: 'us-east-1' } as const;
    const names = Array.from({ length: 101 }, (_, index) => `zone-${index}.internal`);
    for (const Name of names) {
      const command = new CreateHostedZoneCommand({ Name, CallerReference: Name, VPC });
      await local.aws.route53.send(command);
    }
    const { HostedZoneSummaries = [] } = await readSnapshot(account, { vpcId });
    expect(HostedZoneSummaries.map(({ Name }) => Name).sort()).toEqual(
      names.map((name) => `${name}.`).sort(),
    );
  });

  it('reads functions of the VPC, without their environment', async () => {
    const snapshot = await readSnapshot(account, { vpcId });
    expect(snapshot.Functions).toMatchObject([{ FunctionName: 'orders-reader' }]);
    expect(JSON.stringify(snapshot)).not.toContain('hunter2');
  });

  it('names a call that is denied, and what builds on it, and reads the rest', async () => {
    const ec2 = denying('DescribeSecurityGroupsCommand');
    const { NotKnown, SecurityGroups, Subnets } = await readSnapshot(
      { ...account, ec2 },
      { vpcId },
    );
    expect(SecurityGroups).toBeUndefined();
    expect(Object.keys(NotKnown).sort()).toEqual(['PrefixListEntries', 'SecurityGroups']);
    expect(NotKnown['SecurityGroups']).toBe('UnauthorizedOperation: not for you');
    expect(Subnets).toHaveLength(2);
  });

  it('does not ask Route 53 about a VPC that EC2 does not know', async () => {
    const asked: unknown[] = [];
    const route53 = new Route53Client(connection());
    route53.middlewareStack.add(
      () => () => {
        asked.push(1);
        throw Object.assign(new Error('raw'), { name: 'InvalidVPCId' });
      },
      { step: 'initialize' },
    );
    const reading = readSnapshot({ ...account, route53 }, { vpcId: 'vpc-0123' });
    await expect(reading).rejects.toMatchObject({ code: 'INVENTORY_VPC_NOT_FOUND' });
    expect(asked).toEqual([]);
  });

  it('names what it asked when AWS wants no more questions', async () => {
    const ec2 = denying('DescribeSecurityGroupsCommand', 'RequestLimitExceeded');
    await expect(readSnapshot({ ...account, ec2 }, { vpcId })).rejects.toThrow(
      /^(SecurityGroups|PrefixListEntries): AWS answers no more questions for now \(RequestLimitExceeded/,
    );
  });

  it('leaves out what is deleted between two calls', async () => {
    const elb = losing('DescribeListenersCommand');
    const { LoadBalancers, Listeners } = await readSnapshot({ ...account, elb }, { vpcId });
    expect(LoadBalancers).toHaveLength(1);
    expect(Listeners).toEqual([]);
  });

  it('holds an empty list of tags for a subnet without any', async () => {
    const { Subnets } = await readSnapshot(account, { vpcId });
    expect(Subnets?.every(({ Tags }) => Array.isArray(Tags))).toBe(true);
  });

  it('tells each part as it comes', async () => {
    const parts: string[] = [];
    const snapshot = await readSnapshot(account, { vpcId, progress: (part) => parts.push(part) });
    expect(parts.sort()).toEqual(
      Object.keys(snapshot)
        .filter((key) => parts.includes(key))
        .sort(),
    );
    expect(parts).toContain('FunctionPolicies');
  });

  it.each(['vpc-0123456789abcdef0', 'vpc-1'])('says when there is no VPC %s', async (id) => {
    await expect(readSnapshot(account, { vpcId: id })).rejects.toThrow(
      `--vpc-id: ${id} does not exist in account 000000000000, Region us-east-1`,
    );
  });

  it('refuses an id that is none', async () => {
    await expect(readSnapshot(account, { vpcId: 'my vpc' })).rejects.toThrow(
      '--vpc-id: found "my vpc", expected an id such as vpc-0123456789abcdef0',
    );
  });
});

describe('withoutNames', () => {
  it('leaves nothing that people have written, and everything that decides', async () => {
    const snapshot = await readSnapshot(account, { vpcId });
    const shown = withoutNames(snapshot);
    expect(wordsOf(snapshot)).toEqual(expect.arrayContaining(['orders', 'everybody']));
    expect(wordsOf(shown).filter((word) => /orders|everybody/.test(word))).toEqual([]);
    expect(shown.SecurityGroups?.map(({ IpPermissions }) => IpPermissions)).toEqual(
      snapshot.SecurityGroups?.map(({ IpPermissions }) => IpPermissions),
    );
    const [listener] = shown.Listeners ?? [];
    expect(shown.LoadBalancers).toMatchObject([{ LoadBalancerArn: listener?.LoadBalancerArn }]);
  });
});

const wordsOf = (value: object) => JSON.stringify(value).match(/\w+/g) ?? [];

/** A VPC that others use: two subnets, a group, a load balancer and a function with a secret. */
async function makeVpc(): Promise<string> {
  const { status, outputs } = await local.create('orders', {
    Resources: {
      Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.1.0.0/16' } },
      SubnetA: subnet('10.1.0.0/24', 'a'),
      SubnetB: subnet('10.1.1.0/24', 'b'),
      Group: {
        Type: 'AWS::EC2::SecurityGroup',
        Properties: {
          VpcId: { Ref: 'Vpc' },
          GroupDescription: 'for everybody',
          SecurityGroupIngress: [
            { IpProtocol: 'tcp', FromPort: 80, ToPort: 80, CidrIp: '10.0.0.0/8' },
          ],
        },
      },
      LoadBalancer: {
        Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
        Properties: {
          Name: 'orders',
          Scheme: 'internal',
          Subnets: subnets,
          SecurityGroups: [group],
        },
      },
      Hosts: {
        Type: 'AWS::ElasticLoadBalancingV2::TargetGroup',
        Properties: {
          Name: 'orders-hosts',
          TargetType: 'ip',
          Protocol: 'HTTP',
          Port: 80,
          VpcId: { Ref: 'Vpc' },
        },
      },
      Listener: {
        Type: 'AWS::ElasticLoadBalancingV2::Listener',
        Properties: {
          LoadBalancerArn: { Ref: 'LoadBalancer' },
          Port: 80,
          Protocol: 'HTTP',
          DefaultActions: [{ Type: 'forward', TargetGroupArn: { Ref: 'Hosts' } }],
        },
      },
      Reader: {
        Type: 'AWS::Lambda::Function',
        Properties: {
          FunctionName: 'orders-reader',
          Runtime: 'nodejs20.x',
          Handler: 'index.handler',
          Role: 'arn:aws:iam::000000000000:role/orders-reader',
          Code: { ZipFile: 'exports.handler = async () => {};' },
          VpcConfig: { SubnetIds: subnets, SecurityGroupIds: [group] },
          Environment: { Variables: { PASSWORD: 'hunter2' } },
        },
      },
    },
    Outputs: { VpcId: { Value: { Ref: 'Vpc' } } },
  });
  if (status !== 'CREATE_COMPLETE') throw new Error(await local.failure('orders'));
  return outputs.get('VpcId') ?? '';
}

const subnets = [{ Ref: 'SubnetA' }, { Ref: 'SubnetB' }];
const group = { 'Fn::GetAtt': ['Group', 'GroupId'] };

function subnet(CidrBlock: string, zone: string) {
  return {
    Type: 'AWS::EC2::Subnet',
    Properties: { VpcId: { Ref: 'Vpc' }, CidrBlock, AvailabilityZone: `${REGION}${zone}` },
  };
}

const connection = () => ({
  region: REGION,
  endpoint: local.url,
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
});

/** A client whose load balancers are gone when one call is made. */
function losing(command: string): ElasticLoadBalancingV2Client {
  const client = new ElasticLoadBalancingV2Client(connection());
  client.middlewareStack.add(
    (next, context) => async (args) => {
      if (context.commandName !== command) return next(args);
      throw Object.assign(new Error('gone'), { name: 'LoadBalancerNotFoundException' });
    },
    { step: 'initialize' },
  );
  return client;
}

/** An EC2 client whose user may not make one call. */
function denying(command: string, name = 'UnauthorizedOperation'): EC2Client {
  const client = new EC2Client(connection());
  client.middlewareStack.add(
    (next, context) => async (args) => {
      if (context.commandName !== command) return next(args);
      throw Object.assign(new Error('not for you'), { name });
    },
    { step: 'initialize' },
  );
  return client;
}
