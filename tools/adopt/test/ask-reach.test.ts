import type { Snapshot } from '@private-lambda/inventory/snapshot';
import type { AdoptedSettings } from '../src/adoption.ts';
import { askReach } from '../src/ask-reach.ts';
import { aclEntry, defaultVpc, plan, settings, VPC } from './support/default-vpc.ts';

function ask(snapshot: Snapshot, change: Partial<AdoptedSettings> = {}, ids?: string[]) {
  return askReach(snapshot, plan(snapshot, change, ids), { ...settings, ...change });
}

/** Entries of an ACL of some subnets; the default one for all that has none of its own, new subnets among it. */
function withAcl(Entries: ReturnType<typeof aclEntry>[], ids?: string[]): Snapshot {
  const [first] = defaultVpc().NetworkAcls ?? [];
  const own = {
    NetworkAclId: 'acl-2',
    VpcId: VPC,
    IsDefault: false,
    Associations: (ids ?? []).map((SubnetId) => ({ SubnetId })),
    Entries,
  };
  const open = {
    ...first,
    NetworkAclId: 'acl-1',
    Associations: (first?.Associations ?? []).filter(
      ({ SubnetId = '' }) => !ids?.includes(SubnetId),
    ),
  };
  return defaultVpc({ NetworkAcls: ids ? [open, own] : [{ ...open, Entries }] });
}

const tcp = (From: number, To: number) => ({ Protocol: '6', PortRange: { From, To } });
const withoutAnswers = [aclEntry(100, false, tcp(0, 1023)), aclEntry(100, true)];
const none = { natMode: 'none', logsEndpoint: false } as const;
const noRoutes = {
  RouteTables: [{ RouteTableId: 'rtb-1', VpcId: VPC, Associations: [{ Main: true }] }],
};

it('a default VPC breaks nothing', () => {
  expect(ask(defaultVpc())).toEqual({ problems: [], notes: [] });
  expect(ask(defaultVpc(), { natMode: 'per-az', azs: 'ABC' })).toEqual({ problems: [], notes: [] });
  expect(ask(defaultVpc(), { natMode: 'regional' })).toEqual({ problems: [], notes: [] });
});

it('a default ACL that cuts the ports of answers breaks the hop and the way out', () => {
  expect(ask(withAcl(withoutAnswers)).problems).toEqual([
    expect.stringMatching(
      /^from private subnet A to the load balancer on port 80: no entry of acl-1, the default ACL, allows tcp 32768-61000 in from private subnet B \(answers\), .*ask its owner/,
    ),
    expect.stringMatching(/to the internet on port 443: .*natMode: none/),
  ]);
});

it('a default ACL that lets the API port pass alone is asked with that port', () => {
  const only = [
    aclEntry(100, false, tcp(8080, 8080)),
    aclEntry(110, false, tcp(1024, 65_535)),
    aclEntry(100, true),
  ];
  const change = { ...none, apiPort: 8080 };
  expect(ask(withAcl(only), change).problems).toEqual([]);
  expect(ask(withAcl(only), none).problems).toEqual([expect.stringMatching(/on port 80/)]);
});

it('an ACL of the public subnets breaks the way out alone', () => {
  const found = ask(withAcl(withoutAnswers, ['subnet-2']));
  expect(found.problems).toEqual([expect.stringMatching(/to the internet on port 443/)]);
  expect(ask(withAcl(withoutAnswers, ['subnet-2']), none).problems).toEqual([]);
});

it('an ACL of given subnets counts, and one of other subnets does not', () => {
  const given = ['subnet-0', 'subnet-1'];
  const own = { ...withAcl(withoutAnswers, ['subnet-1']), ...noRoutes };
  expect(ask(own, none, given).problems).toEqual([expect.stringMatching(/load balancer/)]);
  const others = { ...withAcl(withoutAnswers, ['subnet-2']), ...noRoutes };
  expect(ask(others, none, given)).toEqual({ problems: [], notes: [] });
});

describe('given subnets that lead nowhere', () => {
  const given = ['subnet-0', 'subnet-1'];
  const closed = (more: Partial<Snapshot> = {}) => defaultVpc({ ...noRoutes, ...more });

  it('are enough for a caller that calls nothing outside', () => {
    expect(ask(closed(), none, given)).toEqual({ problems: [], notes: [] });
  });

  it('are not for one that does, and where it may go without', () => {
    const change = { ...none, callerInternetAccess: true };
    expect(ask(closed(), change, given).problems).toEqual([
      expect.stringMatching(
        /^from private subnet A to the internet on port 443: .*set callerInternetAccess: false/,
      ),
    ]);
    const Routes = [{ DestinationCidrBlock: '0.0.0.0/0', NatGatewayId: 'nat-1' }];
    const [table] = noRoutes.RouteTables;
    const open = { ...defaultVpc().RouteTables?.[0], RouteTableId: 'rtb-2' };
    const withNat = closed({
      RouteTables: [
        { ...open, RouteTableId: 'rtb-2', Associations: [{ SubnetId: 'subnet-2' }] },
        { RouteTableId: 'rtb-1', VpcId: VPC, Associations: table?.Associations ?? [], Routes },
      ],
      NatGateways: [
        {
          NatGatewayId: 'nat-1',
          VpcId: VPC,
          SubnetId: 'subnet-2',
          State: 'available',
          ConnectivityType: 'public',
          NatGatewayAddresses: [{ AllocationId: 'eipalloc-1', PublicIp: '198.51.100.7' }],
        },
      ],
    });
    expect(ask(withNat, change, given)).toEqual({ problems: [], notes: [] });
  });
});

it('with the ECS caller, its load balancer and its containers are asked about, too', () => {
  const ids = ['subnet-0', 'subnet-1', 'subnet-2'];
  expect(ask(defaultVpc(), { ecsCaller: true })).toEqual({ problems: [], notes: [] });
  const noHttps = [
    aclEntry(90, false, { ...tcp(443, 443), RuleAction: 'deny' }),
    aclEntry(100, false),
    aclEntry(100, true),
  ];
  expect(ask(withAcl(noHttps, ids), { ...none, ecsCaller: true }).problems).toEqual([
    expect.stringMatching(
      /^from the internet to the ECS caller on port 443: .*acl-2.*ecsCaller: false/,
    ),
  ]);
  const noContainers = [
    aclEntry(100, false),
    aclEntry(90, true, { ...tcp(8080, 8080), RuleAction: 'deny' }),
    aclEntry(100, true),
  ];
  expect(ask(withAcl(noContainers, ids), { ...none, ecsCaller: true }).problems).toEqual([
    expect.stringMatching(/^from public subnet A to its containers on port 8080: .*acl-2/),
  ]);
  expect(ask(withAcl(noContainers, ids), none).problems).toEqual([]);
});

it('what the snapshot does not hold is said, and stops nothing', () => {
  const { NetworkAcls, ...rest } = defaultVpc();
  expect(ask(rest)).toEqual({ problems: [], notes: [expect.stringMatching(/NetworkAcls/)] });
});
