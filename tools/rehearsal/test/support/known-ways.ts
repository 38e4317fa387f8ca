import { type Known, OPEN } from './network-of.ts';

/** Of routes, gateways, endpoints and peering connections. */
export const WAYS: readonly Known[] = [
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
    title: 'a NAT gateway drops answers to what did not come through it ("NAT gateway basics")',
    notes: {
      vpcs: { A: '10.0.0.0/16 igw' },
      subnets: {
        APublic: '10.0.0.0/24; 0.0.0.0/0 igw',
        AOne: '10.0.1.0/24',
        // Its answers to AOne, and what it opens there, go through the gateway.
        ATwo: '10.0.2.0/24; 10.0.1.0/24 nat ANat',
      },
      groups: { AOpen: OPEN },
      hosts: {
        ANat: 'nat-gateway APublic 10.0.0.4 54.0.0.4',
        AInOne: 'instance AOne 10.0.1.10 AOpen',
        AInTwo: 'instance ATwo 10.0.2.10 AOpen',
        ABeside: 'instance ATwo 10.0.2.11 AOpen',
      },
    },
    open: ['AInTwo > ABeside 22'],
    closed: ['AInOne > AInTwo 22'],
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
];
