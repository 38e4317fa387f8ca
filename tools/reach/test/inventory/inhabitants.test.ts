import type { Snapshot } from '@private-lambda/inventory/snapshot';
import { NOTHING_ELSE } from '../../../inventory/test/support/nothing-else.ts';
import { Analysis } from '../../src/analysis/analysis.ts';
import { loadSystem } from '../../src/loading/load-system.ts';
import { checkPolicy } from '../../src/policy/check-policy.ts';
import { TemporaryFiles } from '../make-system.ts';

const files = new TemporaryFiles();
afterAll(() => files.remove());

const everywhere = [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }];
const group = (GroupId: string, from: string[] = []) => ({
  GroupId,
  GroupName: GroupId,
  VpcId: 'vpc-1',
  IpPermissions: from.map((each) => ({
    IpProtocol: 'tcp',
    FromPort: 80,
    ToPort: 80,
    UserIdGroupPairs: [{ GroupId: each }],
  })),
  IpPermissionsEgress: everywhere,
});

const networkInterface = (id: string, groups: readonly string[], extra: object = {}) => ({
  NetworkInterfaceId: id,
  VpcId: 'vpc-1',
  SubnetId: 'subnet-a',
  InterfaceType: 'interface',
  Groups: groups.map((GroupId) => ({ GroupId })),
  ...extra,
});

const server = networkInterface('eni-server', ['sg-server']);
const client = networkInterface('eni-client', ['sg-client']);

/** A server that admits one group on port 80, one client in it, and who else is given. */
function snapshot(others: readonly object[], changes: Partial<Snapshot> = {}): object {
  return {
    SnapshotVersion: 1,
    AccountId: '111122223333',
    Region: 'eu-central-1',
    VpcId: 'vpc-1',
    Vpcs: [{ VpcId: 'vpc-1', CidrBlock: '10.0.0.0/16', OwnerId: '111122223333' }],
    VpcAttributes: { EnableDnsSupport: true, EnableDnsHostnames: true },
    Subnets: [{ SubnetId: 'subnet-a', VpcId: 'vpc-1', CidrBlock: '10.0.0.0/24' }],
    RouteTables: [
      { RouteTableId: 'rtb-1', VpcId: 'vpc-1', Associations: [{ Main: true }], Routes: [] },
    ],
    InternetGateways: [],
    NatGateways: [],
    NetworkAcls: [
      {
        NetworkAclId: 'acl-1',
        VpcId: 'vpc-1',
        IsDefault: true,
        Associations: [{ SubnetId: 'subnet-a' }],
        Entries: [false, true].map((Egress) => ({
          RuleNumber: 100,
          RuleAction: 'allow',
          Egress,
          Protocol: '-1',
          CidrBlock: '0.0.0.0/0',
        })),
      },
    ],
    SecurityGroups: [group('sg-server', ['sg-client']), group('sg-client')],
    VpcEndpoints: [],
    ...NOTHING_ELSE,
    NetworkInterfaces: [server, client, ...others],
    ...changes,
  };
}

async function onlyTheClient(content: object) {
  const { claims } = await checkPolicy({
    policyFile: files.write('reach.yml', {
      version: 1,
      stacks: { app: 'app' },
      claims: [
        {
          id: 'asked',
          says: 'It is asked.',
          only: { to: 'vpc/eni-server', ports: 80, from: ['vpc/eni-client'] },
        },
      ],
    }),
    stacks: [{ name: 'app', file: files.write('app.json', { Resources: {} }) }],
    inventory: files.write('snapshot.json', content),
  });
  const asked = claims.find(({ id }) => id === 'asked');
  return { outcome: asked?.outcome, said: asked?.findings.map(({ message }) => message).join() };
}

async function explain(content: object, from: string, to: string) {
  const analysis = new Analysis(
    await loadSystem({
      stacks: [{ name: 'app', file: files.write('app.json', { Resources: {} }) }],
      inventory: files.write('snapshot.json', content),
    }),
  );
  return analysis.explain({ from, to, protocol: 'tcp', port: 80 }).verdict;
}

const reader = {
  FunctionName: 'reader',
  VpcConfig: { VpcId: 'vpc-1', SubnetIds: ['subnet-a'], SecurityGroupIds: ['sg-client'] },
};

describe('nobody else reaches', () => {
  it('holds when nobody else is there', async () => {
    expect(await onlyTheClient(snapshot([]))).toMatchObject({ outcome: 'satisfied' });
  });

  it.each([
    [
      'a Classic Load Balancer, which the snapshot lists nowhere',
      { Description: 'ELB old-shop', RequesterId: 'amazon-elb' },
    ],
    [
      'a function of another account',
      { InterfaceType: 'lambda', Description: 'AWS Lambda VPC ENI-theirs-0a1b' },
    ],
  ])('does not hold when %s wears the group', async (_, extra) => {
    const other = networkInterface('eni-other', ['sg-client'], extra);
    expect(await onlyTheClient(snapshot([other]))).toMatchObject({
      outcome: 'violated',
      said: expect.stringContaining('vpc/eni-other reaches'),
    });
    const elsewhere = networkInterface('eni-other', ['sg-server'], extra);
    expect(await onlyTheClient(snapshot([elsewhere]))).toMatchObject({ outcome: 'satisfied' });
  });

  it('counts the interface of a function that is listed once, under the name of the function', async () => {
    const shared = networkInterface('eni-hyper', ['sg-client'], { InterfaceType: 'lambda' });
    const { said } = await onlyTheClient(snapshot([shared], { Functions: [reader] }));
    expect(said).toContain('vpc/reader reaches');
    expect(said).not.toContain('vpc/eni-hyper');
  });

  it('is not settled in a shared VPC, where others are not seen', async () => {
    const Vpcs = [{ VpcId: 'vpc-1', CidrBlock: '10.0.0.0/16', OwnerId: '444455556666' }];
    expect(await onlyTheClient(snapshot([], { Vpcs }))).toMatchObject({
      outcome: 'undecided',
      said: expect.stringContaining(
        'vpc-1 is shared by account 444455556666, and 111122223333 does not see',
      ),
    });
    // Who admits nobody is reached by none of them, seen or not.
    const closed = [group('sg-server'), group('sg-client')];
    const { outcome } = await onlyTheClient(snapshot([], { Vpcs, SecurityGroups: closed }));
    expect(outcome).toBe('satisfied');
  });
});

describe('an interface without groups', () => {
  const bare = networkInterface('eni-bare', [], { Description: 'ELB net/theirs/0a1b' });
  const friendly = { ...group('default'), GroupId: 'sg-default', GroupName: 'default' };

  it('does not wear the default group of its VPC', async () => {
    const SecurityGroups = [group('sg-server', ['sg-default']), group('sg-client'), friendly];
    const content = snapshot([bare], { SecurityGroups });
    expect(await explain(content, 'vpc/eni-bare', 'vpc/eni-server')).toBe('blocked');
    const worn = { ...bare, Groups: [{ GroupId: 'sg-default' }] };
    const dressed = snapshot([worn], { SecurityGroups });
    expect(await explain(dressed, 'vpc/eni-bare', 'vpc/eni-server')).toBe('reachable');
  });

  it('is filtered by none', async () => {
    const SecurityGroups = [group('sg-server'), group('sg-client'), friendly];
    const content = snapshot([bare], { SecurityGroups });
    expect(await explain(content, 'vpc/eni-client', 'vpc/eni-bare')).toBe('reachable');
  });
});

describe('a name that two have', () => {
  const named = (id: string) =>
    networkInterface(id, [], { TagSet: [{ Key: 'Name', Value: 'web' }] });

  it('is refused with the ids of both, and serves when one has it', async () => {
    const two = snapshot([named('eni-1'), named('eni-2')]);
    await expect(explain(two, 'vpc/eni-client', 'vpc/web')).rejects.toThrow(
      '--to vpc/web: found vpc/eni-1, vpc/eni-2 by this name, expected the id of one of them',
    );
    expect(await explain(snapshot([named('eni-1')]), 'vpc/eni-client', 'vpc/web')).toBe(
      'reachable',
    );
  });
});
