import { type Known, OPEN } from './network-of.ts';

/** Of security groups and network ACLs. */
export const FILTERS: readonly Known[] = [
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
        AUdp: '10.0.3.0/24; 0.0.0.0/0 nat ANat',
      },
      acls: {
        APublic: [
          '100 in allow tcp 443 10.0.0.0/16',
          '110 in allow tcp 1024-65535 0.0.0.0/0',
          '100 out allow tcp 443 0.0.0.0/0',
          '110 out allow tcp 1024-65535 10.0.0.0/16',
          '120 in allow udp 443 10.0.3.0/24',
          '130 in allow udp 1024-65535 0.0.0.0/0',
          '120 out allow udp 443 0.0.0.0/0',
          '130 out allow udp 32768-61000 10.0.3.0/24',
        ],
        AUdp: ['100 in allow udp 32768-61000 0.0.0.0/0', '100 out allow udp 443 0.0.0.0/0'],
        APrivate: ['100 in allow tcp 32768-61000 0.0.0.0/0', '100 out allow any - 0.0.0.0/0'],
        AClosed: ['100 in allow tcp 443 0.0.0.0/0', '100 out allow any - 0.0.0.0/0'],
      },
      groups: { AOpen: OPEN },
      hosts: {
        ANat: 'nat-gateway APublic 10.0.0.4 54.0.0.4',
        ALinux: 'instance APrivate 10.0.1.10 AOpen',
        AShut: 'instance AClosed 10.0.2.10 AOpen',
        ADatagrams: 'instance AUdp 10.0.3.10 AOpen',
      },
    },
    open: ['ALinux > internet 443', 'ADatagrams > internet 443 udp'],
    closed: [
      'ADatagrams > internet 443',
      'ALinux > internet 443 udp',
      'ALinux > internet 80',
      'AShut > internet 443',
      'ALinux > AShut 80',
      'AShut > ALinux 80',
    ],
  },
  {
    title: 'a rule for a group of a VPC that is not peered any more means nobody ("Stale rules")',
    notes: {
      vpcs: { A: '10.0.0.0/16', B: '10.0.0.0/16' },
      subnets: { AOne: '10.0.0.0/24', BOne: '10.0.0.0/24' },
      groups: { AServer: ['in tcp 443 BClient'], AOther: OPEN, BClient: OPEN },
      hosts: {
        AServed: 'instance AOne 10.0.0.20 AServer',
        // The address of who wears the group, in a VPC that has the same block.
        ASame: 'instance AOne 10.0.0.10 AOther',
        BSame: 'instance BOne 10.0.0.10 BClient',
        BServed: 'instance BOne 10.0.0.20 BClient',
      },
    },
    open: ['BSame > BServed 443'],
    closed: ['ASame > AServed 443', 'BSame > AServed 443'],
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
