import { TemporaryFiles } from '../make-system.ts';
import { acl, ask, entry, host, open, openEntries, type Question, VpcId, vpc } from './odd-vpc.ts';

/** VPCs whose ACLs and groups are not as usual, with answers worked out by hand from AWS's pages. */
const files = new TemporaryFiles();
afterAll(() => files.remove());

const tcp = (From: number, To: number) => ({ Protocol: '6', PortRange: { From, To } });
const answers = tcp(1024, 65_535);
const deny = { RuleAction: 'deny' };
/** An ACL of its own for subnet a. */
const ofA = (...entries: readonly object[]) => ({
  NetworkAcls: [acl(openEntries), acl(entries, 'subnet-a')],
});
const group = (changes: object) => ({ SecurityGroups: [{ ...open, ...changes }] });
const web = { IpProtocol: 'tcp', FromPort: 80, ToPort: 80 };
const fromList = (Cidr: string) => ({
  ...group({ IpPermissions: [{ ...web, PrefixListIds: [{ PrefixListId: 'pl-1' }] }] }),
  PrefixListEntries: { 'pl-1': [{ Cidr }] },
});
const wearing = (name: string, GroupId: string) =>
  host(name, `subnet-${name}`, { Groups: [{ GroupId }] });
const strange = [{ IpProtocol: '-1', UserIdGroupPairs: [{ GroupId: 'sg-peer', VpcId: 'vpc-2' }] }];
const named = (Value: string) => ({
  NetworkInterfaces: [
    host('a', 'subnet-a', { TagSet: [{ Key: 'Name', Value }] }),
    host('b', 'subnet-b'),
  ],
});

const CASES: Readonly<Record<string, readonly [changes: object, ...questions: Question[]]>> = {
  'an ACL that lets no answers in': [
    ofA(entry(100, false, tcp(80, 80)), entry(100, true)),
    ['a', 'b', 'blocked'],
    ['b', 'a', 'reachable'],
  ],
  'an ACL that denies answers by a lower number': [
    ofA(entry(90, false, { ...answers, ...deny }), ...openEntries),
    ['a', 'b', 'blocked'],
  ],
  'an ACL that denies answers by a higher number': [
    ofA(entry(110, false, { ...answers, ...deny }), ...openEntries),
    ['a', 'b', 'reachable'],
  ],
  'an ACL that denies one subnet': [
    ofA(entry(90, false, { CidrBlock: '10.0.1.0/24', ...deny }), ...openEntries),
    ['b', 'a', 'blocked'],
  ],
  'an ACL without entries': [ofA(), ['a', 'b', 'blocked']],
  'no default ACL in the answers': [
    { NetworkAcls: [acl(openEntries, 'subnet-b')] },
    ['a', 'b', 'unknown'],
  ],
  'a part that is not known': [{ NatGateways: undefined }, ['a', 'b', 'unknown']],
  'a group that admits one of another VPC': [
    group({ IpPermissions: strange }),
    ['a', 'b', 'blocked'],
  ],
  'a group of another VPC, worn by who asks': [
    { NetworkInterfaces: [wearing('a', 'sg-other'), host('b', 'subnet-b')] },
    ['a', 'b', 'unknown'],
  ],
  'a group of another VPC, worn by who is asked': [
    { NetworkInterfaces: [host('a', 'subnet-a'), wearing('b', 'sg-other')] },
    ['a', 'b', 'unknown'],
  ],
  'a group that admits a prefix list': [fromList('10.0.0.0/24'), ['a', 'b', 'reachable']],
  'a group that admits a prefix list of others': [fromList('10.9.0.0/24'), ['a', 'b', 'blocked']],
  'a group that lets nothing out': [group({ IpPermissionsEgress: [] }), ['a', 'b', 'blocked']],
  'a name with all that a name may have': [
    named('Größe, <b>x</b>/y "z"'),
    ['Größe, <b>x</b>/y "z"', 'b', 'reachable'],
  ],
  'a secondary range': [
    {
      Vpcs: [
        {
          VpcId,
          CidrBlock: '10.0.0.0/16',
          CidrBlockAssociationSet: [
            { CidrBlock: '100.64.0.0/16', CidrBlockState: { State: 'associated' } },
          ],
        },
      ],
      Subnets: [
        { SubnetId: 'subnet-a', VpcId, CidrBlock: '10.0.0.0/24' },
        { SubnetId: 'subnet-b', VpcId, CidrBlock: '100.64.0.0/24' },
      ],
    },
    ['a', 'b', 'reachable'],
  ],
};

describe.each(Object.entries(CASES))('a VPC with %s', (_, [changes, ...questions]) => {
  it.each(questions)('%s → %s: %s', async (...question) => {
    expect(await ask(files, vpc(changes), question)).toMatchObject({ verdict: question[2] });
  });
});
