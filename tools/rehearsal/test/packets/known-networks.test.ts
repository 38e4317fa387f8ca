import { compile } from '@private-lambda/packet-lab/compile/compile';
import type { LabNetwork } from '@private-lambda/packet-lab/model';
import { Lab } from '@private-lambda/packet-lab/run/lab';
import { openListeners } from '@private-lambda/packet-lab/run/open-listeners';
import { type Attempt, tryConnect } from '@private-lambda/packet-lab/run/try-connect';
import { findPython } from '@private-lambda/python-venv/find-python';
import { askReach, referee, UDP_PORT } from '../../src/referee/referee.ts';
import { type Notes, networkOf } from '../support/network-of.ts';

jest.setTimeout(60_000);

/**
 * Networks whose right answers are AWS's documentation, and no program's: packets give them, reach gives them, and of
 * everybody else in them both say the same.
 */
interface Known {
  /** With the page that decides. */
  readonly title: string;
  readonly notes: Notes;
  /** `ACaller > AServer 443`, or with `udp` at the end. */
  readonly open: readonly string[];
  readonly closed: readonly string[];
}

const OPEN = ['in any - 0.0.0.0/0', 'out any - 0.0.0.0/0'];

const NETWORKS: readonly Known[] = [
  {
    title: 'a rule that names its own group lets in its members alone ("Default security groups")',
    notes: {
      vpcs: { A: '10.0.0.0/16' },
      subnets: { AOne: '10.0.0.0/24', ATwo: '10.0.1.0/24' },
      groups: { ASelf: ['in any - ASelf', 'out any - 0.0.0.0/0'], AOther: OPEN },
      hosts: {
        AFirst: 'instance AOne 10.0.0.10 ASelf',
        ASecond: 'instance ATwo 10.0.1.10 ASelf',
        AThird: 'instance ATwo 10.0.1.11 AOther',
        ABoth: 'instance ATwo 10.0.1.12 AOther+ASelf',
      },
    },
    open: [
      'AFirst > ASecond 22',
      'ABoth > AFirst 443',
      'AFirst > AThird 80',
      'AFirst > ASecond 443 udp',
    ],
    closed: ['AThird > AFirst 22', 'AThird > ASecond 443'],
  },
  {
    title:
      'groups name each other for a port, one way out and the same way in ("Security group referencing")',
    notes: {
      vpcs: { A: '10.0.0.0/16' },
      subnets: { AOne: '10.0.0.0/24', ATwo: '10.0.1.0/24' },
      groups: {
        AClient: ['out tcp 443 AServer'],
        AServer: ['in tcp 443 AClient'],
        AStray: ['out tcp 22 AServer', 'in any - AServer'],
      },
      hosts: {
        ACaller: 'function AOne 10.0.0.10 AClient; ATwo 10.0.1.10 AClient',
        AServed: 'instance ATwo 10.0.1.20 AServer',
        AStranger: 'instance ATwo 10.0.1.30 AStray',
      },
    },
    open: ['ACaller > AServed 443'],
    closed: [
      'ACaller > AServed 80',
      'ACaller > AServed 443 udp',
      'ACaller > AStranger 443',
      // A group of its own way back needs none: and none is one.
      'AServed > ACaller 443',
      'AServed > AStranger 443',
      'AStranger > AServed 22',
    ],
  },
  {
    title:
      'a rule for ICMP, or for UDP, lets in no TCP, and one for TCP no datagram ("Security group rules")',
    notes: {
      vpcs: { A: '10.0.0.0/16' },
      subnets: { AOne: '10.0.0.0/24' },
      groups: {
        AOut: ['out any - 0.0.0.0/0'],
        APing: ['in icmp - 0.0.0.0/0'],
        AUdp: ['in udp 443 0.0.0.0/0'],
        ATcp: ['in tcp 443 0.0.0.0/0'],
      },
      hosts: {
        ACaller: 'instance AOne 10.0.0.10 AOut',
        APinged: 'instance AOne 10.0.0.11 APing',
        AAsked: 'instance AOne 10.0.0.12 AUdp',
        ACalled: 'instance AOne 10.0.0.13 ATcp',
      },
    },
    open: ['ACaller > AAsked 443 udp', 'ACaller > ACalled 443'],
    closed: [
      'ACaller > APinged 443',
      'ACaller > APinged 443 udp',
      'ACaller > AAsked 443',
      'ACaller > ACalled 443 udp',
      'ACaller > ACalled 80',
    ],
  },
  {
    title:
      'the most specific route decides, whatever stands first, and a blackhole drops ("Route priority")',
    notes: {
      vpcs: { A: '10.0.0.0/16 igw', B: '10.1.0.0/16' },
      subnets: {
        APublic: '10.0.0.0/24; 0.0.0.0/0 igw',
        ADropped: '10.0.1.0/24; 0.0.0.0/0 nat ANat; 203.0.112.0/20 blackhole',
        AKept: '10.0.2.0/24; 203.0.112.0/20 blackhole; 203.0.113.0/24 nat ANat; 0.0.0.0/0 nat ANat',
        APeered: '10.0.3.0/24; 10.1.0.0/16 blackhole; 10.1.0.0/24 pcx APeering',
        BOne: '10.1.0.0/24; 10.0.0.0/16 pcx APeering',
        BTwo: '10.1.1.0/24; 10.0.0.0/16 pcx APeering',
      },
      groups: { AOpen: OPEN, BOpen: OPEN },
      peerings: { APeering: 'A B' },
      hosts: {
        ANat: 'nat-gateway APublic 10.0.0.4 54.0.0.4',
        AKeeper: 'function AKept 10.0.2.10 AOpen',
        APeer: 'function APeered 10.0.3.10 AOpen',
        BNear: 'instance BOne 10.1.0.10 BOpen',
        BFar: 'instance BTwo 10.1.1.10 BOpen',
      },
    },
    open: ['AKeeper > internet 443', 'AKeeper > internet 443 udp', 'APeer > BNear 22'],
    closed: ['APeer > BFar 22', 'APeer > internet 443', 'BFar > APeer 22', 'AKeeper > BNear 22'],
  },
  {
    title:
      'entries are asked by their number, and the first that matches decides ("Network ACL rules")',
    notes: {
      vpcs: { A: '10.0.0.0/16' },
      subnets: { AOne: '10.0.0.0/24', ATwo: '10.0.1.0/24', AThree: '10.0.2.0/24' },
      acls: {
        ATwo: [
          '300 in allow any - 0.0.0.0/0',
          '200 in deny tcp 80 10.0.0.0/16',
          '100 in allow tcp 80 10.0.0.10/32',
          '250 in allow tcp 80 10.0.0.0/16',
          '100 out allow tcp 1024-65535 0.0.0.0/0',
          '110 out allow udp 32768-61000 10.0.0.0/24',
        ],
      },
      groups: { AOpen: OPEN },
      hosts: {
        AAllowed: 'instance AOne 10.0.0.10 AOpen',
        ADenied: 'instance AOne 10.0.0.11 AOpen',
        AElsewhere: 'instance AThree 10.0.2.10 AOpen',
        AServer: 'instance ATwo 10.0.1.10 AOpen',
        ANeighbour: 'instance ATwo 10.0.1.11 AOpen',
      },
    },
    open: [
      'AAllowed > AServer 80',
      'ADenied > AServer 443',
      'ANeighbour > AServer 80',
      'AAllowed > AServer 443 udp',
      // Out of the subnet to a port above 1023.
      'AServer > AAllowed 8080',
    ],
    closed: [
      'ADenied > AServer 80',
      'AElsewhere > AServer 80',
      'AElsewhere > AServer 443 udp',
      'AServer > AAllowed 80',
    ],
  },
  {
    title: 'answers need an entry for the ports from which clients open ("Ephemeral ports")',
    notes: {
      vpcs: { A: '10.0.0.0/16 igw' },
      subnets: {
        APublic: '10.0.0.0/24; 0.0.0.0/0 igw',
        APrivate: '10.0.1.0/24; 0.0.0.0/0 nat ANat',
        AClosed: '10.0.2.0/24; 0.0.0.0/0 nat ANat',
      },
      acls: {
        APublic: [
          '100 in allow tcp 443 10.0.0.0/16',
          '110 in allow tcp 1024-65535 0.0.0.0/0',
          '100 out allow tcp 443 0.0.0.0/0',
          '110 out allow tcp 1024-65535 10.0.0.0/16',
        ],
        APrivate: ['100 in allow tcp 32768-61000 0.0.0.0/0', '100 out allow any - 0.0.0.0/0'],
        AClosed: ['100 in allow tcp 443 0.0.0.0/0', '100 out allow any - 0.0.0.0/0'],
      },
      groups: { AOpen: OPEN },
      hosts: {
        ANat: 'nat-gateway APublic 10.0.0.4 54.0.0.4',
        ALinux: 'instance APrivate 10.0.1.10 AOpen',
        AShut: 'instance AClosed 10.0.2.10 AOpen',
      },
    },
    open: ['ALinux > internet 443'],
    closed: [
      'ALinux > internet 80',
      'AShut > internet 443',
      'ALinux > AShut 80',
      'AShut > ALinux 80',
    ],
  },
  {
    title:
      'an internet gateway carries nothing for who has no public address ("Enable internet access for a VPC")',
    notes: {
      vpcs: { A: '10.0.0.0/16 igw', B: '10.1.0.0/16' },
      subnets: {
        APublic: '10.0.0.0/24; 0.0.0.0/0 igw',
        APrivate: '10.0.1.0/24',
        BOnly: '10.1.0.0/24',
      },
      groups: { AOpen: OPEN, ANarrow: ['in tcp 443 203.0.113.0/24'], BOpen: OPEN },
      hosts: {
        AWith: 'instance APublic 10.0.0.10 AOpen 54.0.0.10',
        AOtherWith: 'instance APublic 10.0.0.12 ANarrow 54.0.0.12',
        AWithout: 'instance APublic 10.0.0.11 AOpen',
        AFunction: 'function APublic 10.0.0.13 AOpen',
        // Its address leads nowhere: its subnet has no route to the gateway.
        AStuck: 'instance APrivate 10.0.1.10 AOpen 54.0.1.10',
        BAlone: 'instance BOnly 10.1.0.10 BOpen',
      },
    },
    open: [
      'AWith > internet 443',
      'internet > AWith 22',
      'AWith > AWithout 22',
      'internet > AWith 443 udp',
    ],
    closed: [
      'AWithout > internet 443',
      'AFunction > internet 443',
      'AStuck > internet 443',
      'internet > AStuck 443',
      'internet > AWithout 443',
      // One of the two hosts on the internet is in its block: not everybody is let in there.
      'internet > AOtherWith 80',
      'BAlone > AWithout 22',
      'BAlone > internet 443',
    ],
  },
  {
    title:
      'each zone leaves through its own NAT gateway, and who enters by one is nobody ("NAT gateway basics")',
    notes: {
      vpcs: { A: '10.0.0.0/16 igw' },
      subnets: {
        APublicA: '10.0.0.0/24; 0.0.0.0/0 igw',
        APublicB: '10.0.1.0/24',
        APrivateA: '10.0.10.0/24; 0.0.0.0/0 nat ANatA',
        APrivateB: '10.0.11.0/24; 0.0.0.0/0 nat ANatB',
      },
      groups: { AOpen: OPEN },
      hosts: {
        ANatA: 'nat-gateway APublicA 10.0.0.4 54.0.0.4',
        // Its own subnet has no way to the gateway.
        ANatB: 'nat-gateway APublicB 10.0.1.4 54.0.1.4',
        AInA: 'function APrivateA 10.0.10.10 AOpen',
        AInB: 'function APrivateB 10.0.11.10 AOpen',
        AInBoth: 'function APrivateA 10.0.10.11 AOpen; APrivateB 10.0.11.11 AOpen',
        AServer: 'instance APrivateA 10.0.10.12 AOpen',
      },
    },
    open: ['AInA > internet 443', 'AInBoth@10.0.10.11 > internet 443', 'AInB > AServer 22'],
    closed: [
      'AInB > internet 443',
      'AInBoth@10.0.11.11 > internet 443',
      'internet > ANatA 443',
      'AServer > ANatA 443',
      'internet > AServer 443',
    ],
  },
  {
    title:
      'a NAT gateway whose subnet leads to itself, or to the other one, reaches nothing ("NAT gateway basics")',
    notes: {
      vpcs: { A: '10.0.0.0/16 igw' },
      subnets: {
        ALoop: '10.0.0.0/24; 0.0.0.0/0 nat ANat',
        AChain: '10.0.1.0/24; 0.0.0.0/0 nat ANat',
        APrivate: '10.0.2.0/24; 0.0.0.0/0 nat ANat',
        AOther: '10.0.3.0/24; 0.0.0.0/0 nat AChained',
      },
      groups: { AOpen: OPEN },
      hosts: {
        ANat: 'nat-gateway ALoop 10.0.0.4 54.0.0.4',
        AChained: 'nat-gateway AChain 10.0.1.4 54.0.1.4',
        ACaller: 'function APrivate 10.0.2.10 AOpen',
        AOtherCaller: 'function AOther 10.0.3.10 AOpen',
      },
    },
    open: [],
    closed: ['ACaller > internet 443', 'AOtherCaller > internet 443'],
  },
  {
    title:
      'a peering connection needs a route on both sides, to the block that is meant ("Update your route tables")',
    notes: {
      vpcs: { A: '10.0.0.0/16 100.64.0.0/24', B: '10.1.0.0/16', C: '10.2.0.0/16' },
      subnets: {
        AFirst: '10.0.0.0/24; 10.1.0.0/16 pcx AToB; 10.2.0.0/16 pcx AToB',
        ASecond: '100.64.0.0/26; 10.1.0.0/16 pcx AToB',
        BBoth: '10.1.0.0/24; 10.0.0.0/16 pcx AToB; 10.2.0.0/16 pcx BToC',
        BNone: '10.1.1.0/24',
        COnly: '10.2.0.0/24; 10.1.0.0/16 pcx BToC; 10.0.0.0/16 pcx BToC',
      },
      groups: {
        AOpen: OPEN,
        BOpen: OPEN,
        // A rule names a group of the peered VPC: "Update your security groups to reference peer security groups".
        BNamed: ['in tcp 443 AOpen'],
        COpen: OPEN,
      },
      peerings: { AToB: 'A B', BToC: 'B C' },
      hosts: {
        AOne: 'instance AFirst 10.0.0.10 AOpen',
        ATwo: 'instance ASecond 100.64.0.10 AOpen',
        BOne: 'instance BBoth 10.1.0.10 BOpen',
        BTwo: 'instance BNone 10.1.1.10 BOpen',
        BThree: 'instance BBoth 10.1.0.11 BNamed',
        COne: 'instance COnly 10.2.0.10 COpen',
      },
    },
    open: [
      'AOne > BOne 22',
      'BOne > AOne 22',
      'AOne > BThree 443',
      'AOne > ATwo 22',
      'COne > BOne 22',
    ],
    closed: [
      // There, and not back: its second block has no route on the other side.
      'ATwo > BOne 22',
      'BOne > ATwo 22',
      'AOne > BTwo 22',
      'BTwo > AOne 22',
      'AOne > BThree 80',
      'BOne > BThree 443',
      // "VPC peering limitations": not on to a third VPC.
      'AOne > COne 22',
      'COne > AOne 22',
    ],
  },
  {
    title:
      'a service is reached where its name leads, and not where a way is open ("Private DNS", "Gateway endpoints")',
    notes: {
      vpcs: { A: '10.0.0.0/16 igw' },
      subnets: {
        APublic: '10.0.0.0/24; 0.0.0.0/0 igw',
        AServed: '10.0.1.0/24; 0.0.0.0/0 nat ANat; 52.216.0.1/32 vpce AS3',
        APlain: '10.0.2.0/24; 52.216.0.1/32 vpce AS3',
        ANone: '10.0.3.0/24; 0.0.0.0/0 nat ANat',
      },
      acls: {
        APlain: ['100 out allow tcp 443 10.0.0.0/8', '100 in allow any - 0.0.0.0/0'],
      },
      groups: {
        AOpen: OPEN,
        AClosed: ['in tcp 443 AAdmitted'],
        AAdmitted: ['out tcp 443 0.0.0.0/0'],
        AWeb: ['out tcp 80 0.0.0.0/0'],
      },
      endpoints: { AS3: 'A aws:s3' },
      hosts: {
        ANat: 'nat-gateway APublic 10.0.0.4 54.0.0.4',
        ALogs: 'interface-endpoint ANone 10.0.3.4 AClosed',
        ACaller: 'function AServed 10.0.1.10 AOpen',
        AKeyed: 'function AServed 10.0.1.11 AAdmitted',
        ANarrow: 'function AServed 10.0.1.12 AWeb',
        AStopped: 'function APlain 10.0.2.10 AOpen',
        AByNat: 'function ANone 10.0.3.10 AOpen',
      },
    },
    open: [
      'ACaller > aws:s3 443',
      'AKeyed > aws:logs 443',
      'AByNat > aws:s3 443',
      'ACaller > internet 443',
    ],
    closed: [
      'ACaller > aws:logs 443',
      'AByNat > aws:logs 443',
      'ANarrow > aws:s3 443',
      // The ACL of its subnet knows no public address.
      'AStopped > aws:s3 443',
      'AStopped > internet 443',
    ],
  },
  {
    title:
      'by public addresses nobody wears a group, also inside a VPC ("Security group referencing")',
    notes: {
      vpcs: { A: '10.0.0.0/16 igw' },
      subnets: {
        APublicA: '10.0.0.0/24; 0.0.0.0/0 igw',
        APublicB: '10.0.1.0/24; 0.0.0.0/0 igw',
        APrivate: '10.0.2.0/24; 0.0.0.0/0 nat ANat',
      },
      groups: {
        AClient: ['out any - 0.0.0.0/0'],
        ANamed: ['in tcp 80 AClient'],
        AAddressed: ['in tcp 80 54.0.0.4/32,54.0.0.10/32'],
      },
      hosts: {
        ANat: 'nat-gateway APublicA 10.0.0.4 54.0.0.4',
        AByGroup:
          'load-balancer APublicA 10.0.0.20 ANamed 54.0.0.20; APublicB 10.0.1.20 ANamed 54.0.1.20',
        AByAddress:
          'load-balancer APublicA 10.0.0.21 AAddressed 54.0.0.21; APublicB 10.0.1.21 AAddressed 54.0.1.21',
        AInside: 'load-balancer APublicA 10.0.0.22 ANamed; APublicB 10.0.1.22 ANamed',
        APublicCaller: 'instance APublicA 10.0.0.10 AClient 54.0.0.10',
        APrivateCaller: 'function APrivate 10.0.2.10 AClient',
      },
    },
    open: ['APublicCaller > AInside 80', 'APrivateCaller > AInside 80'],
    closed: [
      'APublicCaller > AByGroup 80',
      'APrivateCaller > AByGroup 80',
      'internet > AByGroup 80',
      'internet > AInside 80',
      'APublicCaller > AInside 443',
    ],
  },
];

let lab: Lab;
let python: string;
beforeAll(async () => {
  python = await findPython();
  lab = Lab.start(python);
});
afterAll(() => lab.stop());

/** From each interface of the source, or from the one after an `@`. */
function attemptsOf({ hosts }: LabNetwork, text: string): Attempt[] {
  const [start = '', , to = '', port, protocol] = text.split(' ');
  const [from = '', only] = start.split('@');
  const own = hosts.find(({ id }) => id === from)?.interfaces ?? [];
  const attempt = {
    from,
    to,
    port: Number(port),
    ...(protocol === 'udp' && { protocol: 'udp' as const }),
  };
  if (from === 'internet') return [attempt];
  return own
    .map(({ address }) => ({ ...attempt, address }))
    .filter(({ address }) => (only ?? address) === address);
}

describe.each(NETWORKS)('$title', ({ notes, open, closed }) => {
  const network = networkOf(notes);
  const asked = (texts: readonly string[], right: string) =>
    texts.flatMap((text) =>
      attemptsOf(network, text).map((attempt) => ({ text, attempt, right: `${text}: ${right}` })),
    );
  const all = [...asked(open, 'yes'), ...asked(closed, 'no')];
  const attempts = all.map(({ attempt }) => attempt);
  const right = all.map((each) => each.right);
  const said = (answers: readonly string[]) =>
    all.map(({ text }, index) => `${text}: ${answers[index]}`);

  test('packets give the right answers', async () => {
    await lab.apply(compile(network));
    await openListeners(lab, network, undefined, [UDP_PORT]);
    const reached = await tryConnect(lab, network, attempts);
    expect(said(reached.map((each) => (each === 'no address' ? 'no' : each)))).toEqual(right);
  });

  test('reach gives them', () => {
    const words = { reachable: 'yes', blocked: 'no', unknown: 'unknown' };
    expect(said(askReach(network, attempts).map(({ verdict }) => words[verdict]))).toEqual(right);
  });

  test('both say the same of everybody in it', async () => {
    expect((await referee(python, network)).differences).toEqual([]);
  });
});
