import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { Analysis } from '../src/analysis/analysis.ts';
import type { Verdict } from '../src/analysis/answer.ts';
import { loadSystem } from '../src/loading/load-system.ts';
import { TemporaryFiles } from './make-system.ts';

/** Random networks: two VPCs, maybe peered, a client and a server, groups with random rules, ACLs with random entries. */
interface Rule {
  readonly group: 'Client' | 'Server';
  readonly way: 'Ingress' | 'Egress';
  readonly port: number;
  readonly peer: Record<string, unknown>;
}

interface Plan {
  readonly oneVpc: boolean;
  readonly rules: readonly Rule[];
  readonly routes: readonly ('there' | 'back')[];
  /** What the routes lead to. */
  readonly through: Readonly<Record<string, unknown>>;
  readonly denied: readonly number[];
}

type Resources = Record<string, { Type: string; Properties: Record<string, unknown> }>;

const PORTS = [80, 443];
const rule: fc.Arbitrary<Rule> = fc.record({
  group: fc.constantFrom('Client', 'Server'),
  way: fc.constantFrom('Ingress', 'Egress'),
  port: fc.constantFrom(...PORTS),
  peer: fc.constantFrom<Record<string, unknown>>(
    { CidrIp: '10.0.0.0/8' },
    { CidrIp: '10.1.0.0/24' },
    { CidrIp: '10.2.0.0/25' },
    { CidrIp: '192.168.0.0/16' },
    { group: 'Client' },
    { group: 'Server' },
  ),
});
const plan: fc.Arbitrary<Plan> = fc.record({
  oneVpc: fc.boolean(),
  rules: fc.array(rule, { maxLength: 6 }),
  routes: fc.subarray(['there', 'back'] as const),
  through: fc.constantFrom<Record<string, unknown>>(
    { VpcPeeringConnectionId: { Ref: 'Peering' } },
    { VpcPeeringConnectionId: 'pcx-1' },
    { TransitGatewayId: 'tgw-1' },
  ),
  denied: fc.subarray(PORTS),
});

function resourcesOf({ oneVpc, rules, routes, through, denied }: Plan, inline: boolean): Resources {
  const resources: Resources = {};
  const add = (id: string, type: string, properties: Record<string, unknown>) => {
    resources[id] = { Type: `AWS::EC2::${type}`, Properties: properties };
  };
  const vpcOf = { Client: 'ClientVpc', Server: oneVpc ? 'ClientVpc' : 'ServerVpc' };
  add('ClientVpc', 'VPC', { CidrBlock: '10.1.0.0/16' });
  if (oneVpc)
    add('More', 'VPCCidrBlock', { VpcId: { Ref: 'ClientVpc' }, CidrBlock: '10.2.0.0/16' });
  add('ServerVpc', 'VPC', { CidrBlock: oneVpc ? '172.16.0.0/16' : '10.2.0.0/16' });
  const peering = { VpcId: { Ref: 'ClientVpc' }, PeerVpcId: { Ref: 'ServerVpc' } };
  if (isDeepStrictEqual(through['VpcPeeringConnectionId'], { Ref: 'Peering' })) {
    add('Peering', 'VPCPeeringConnection', peering);
  }
  for (const [index, end] of (['Client', 'Server'] as const).entries()) {
    const Vpc = { Ref: vpcOf[end] };
    add(`${end}Subnet`, 'Subnet', { VpcId: Vpc, CidrBlock: `10.${index + 1}.0.0/24` });
    add(`${end}Table`, 'RouteTable', { VpcId: Vpc });
    add(`${end}Association`, 'SubnetRouteTableAssociation', {
      SubnetId: { Ref: `${end}Subnet` },
      RouteTableId: { Ref: `${end}Table` },
    });
    const own = rules.filter(({ group }) => group === end);
    const closed = { IpProtocol: '-1', CidrIp: '127.0.0.1/32' };
    add(`${end}Group`, 'SecurityGroup', {
      VpcId: Vpc,
      SecurityGroupIngress: inline ? own.filter(({ way }) => way === 'Ingress').map(written) : [],
      SecurityGroupEgress: [
        closed,
        ...(inline ? own.filter(({ way }) => way === 'Egress').map(written) : []),
      ],
    });
    if (!inline) {
      for (const [place, each] of own.entries()) {
        add(`${end}Rule${place}`, `SecurityGroup${each.way}`, {
          GroupId: { Ref: `${end}Group` },
          ...written(each),
        });
      }
    }
    add(`${end}`, 'Instance', {
      SubnetId: { Ref: `${end}Subnet` },
      SecurityGroupIds: [{ Ref: `${end}Group` }],
    });
  }
  const ends = { there: ['Client', '10.2.0.0/16'], back: ['Server', '10.1.0.0/16'] } as const;
  for (const way of routes) {
    const [end, block] = ends[way];
    add(`Route${way}`, 'Route', {
      RouteTableId: { Ref: `${end}Table` },
      DestinationCidrBlock: block,
      ...through,
    });
  }
  for (const port of denied) {
    add(`Denied${port}`, 'NetworkAclEntry', {
      NetworkAclId: { 'Fn::GetAtt': [vpcOf.Server, 'DefaultNetworkAcl'] },
      RuleNumber: port,
      Protocol: 6,
      RuleAction: 'deny',
      CidrBlock: '10.1.0.0/16',
      PortRange: { From: port, To: port },
    });
  }
  return resources;
}

function written({ way, port, peer }: Rule): Record<string, unknown> {
  const end = way === 'Ingress' ? 'Source' : 'Destination';
  const { group, ...block } = peer;
  return {
    IpProtocol: 'tcp',
    FromPort: port,
    ToPort: port,
    ...block,
    ...(group ? { [`${end}SecurityGroupId`]: { Ref: `${String(group)}Group` } } : {}),
  };
}

let files: TemporaryFiles;
beforeAll(() => {
  files = new TemporaryFiles();
});
afterAll(() => files.remove());

async function verdicts(resources: Resources, form: 'json' | 'yml' = 'json'): Promise<Verdict[]> {
  const content = { Resources: resources };
  const file = files.write(`random.${form}`, form === 'json' ? content : stringify(content));
  const analysis = new Analysis(await loadSystem({ stacks: [{ name: 's', file }] }));
  return PORTS.map(
    (port) => analysis.explain({ from: 's/Client', to: 's/Server', protocol: 'tcp', port }).verdict,
  );
}

const OPENNESS: Readonly<Record<Verdict, number>> = { blocked: 0, unknown: 1, reachable: 2 };

describe('Laws of reachability on random networks', () => {
  it('another rule never closes a way, and so one rule fewer never opens one', async () => {
    await fc.assert(
      fc.asyncProperty(plan, rule, async (network, added) => {
        const before = await verdicts(resourcesOf(network, false));
        const more = { ...network, rules: [...network.rules, added] };
        const after = await verdicts(resourcesOf(more, false));
        for (const [index, verdict] of before.entries()) {
          expect(OPENNESS[after[index] ?? 'blocked']).toBeGreaterThanOrEqual(OPENNESS[verdict]);
        }
      }),
    );
  });

  it('another route never closes a way', async () => {
    await fc.assert(
      fc.asyncProperty(plan, async (network) => {
        // Inside a VPC it may put something that forwards, and may not, before the local route.
        fc.pre(!network.oneVpc || !('TransitGatewayId' in network.through));
        const before = await verdicts(resourcesOf(network, false));
        const after = await verdicts(resourcesOf({ ...network, routes: ['there', 'back'] }, false));
        for (const [index, verdict] of before.entries()) {
          expect(OPENNESS[after[index] ?? 'blocked']).toBeGreaterThanOrEqual(OPENNESS[verdict]);
        }
      }),
    );
  });

  it('the order of resources decides nothing', async () => {
    await fc.assert(
      fc.asyncProperty(plan, fc.infiniteStream(fc.nat()), async (network, numbers) => {
        const resources = resourcesOf(network, false);
        const shuffled = Object.entries(resources)
          .map((entry) => ({ entry, key: numbers.next().value ?? 0 }))
          .sort((a, b) => a.key - b.key)
          .map(({ entry }) => entry);
        expect(await verdicts(Object.fromEntries(shuffled))).toEqual(await verdicts(resources));
      }),
    );
  });

  it('inline and separate rules say the same', async () => {
    await fc.assert(
      fc.asyncProperty(plan, async (network) => {
        expect(await verdicts(resourcesOf(network, true))).toEqual(
          await verdicts(resourcesOf(network, false)),
        );
      }),
    );
  });

  it('JSON and YAML say the same', async () => {
    await fc.assert(
      fc.asyncProperty(plan, async (network) => {
        const resources = resourcesOf(network, false);
        expect(await verdicts(resources, 'yml')).toEqual(await verdicts(resources, 'json'));
      }),
      { numRuns: 30 },
    );
  });

  it('a verdict alone is that of the whole answer', async () => {
    await fc.assert(
      fc.asyncProperty(plan, async (network) => {
        const file = files.write('brief.json', { Resources: resourcesOf(network, false) });
        const analysis = new Analysis(await loadSystem({ stacks: [{ name: 's', file }] }));
        for (const port of PORTS) {
          const question = { from: 's/Client', to: 's/Server', protocol: 'tcp', port } as const;
          expect(analysis.verdict(question)).toBe(analysis.explain(question).verdict);
        }
      }),
    );
  });

  it('the networks are not all alike', async () => {
    const seen = new Set<Verdict>();
    await fc.assert(
      fc.asyncProperty(plan, async (network) => {
        for (const verdict of await verdicts(resourcesOf(network, false))) seen.add(verdict);
      }),
      { numRuns: 300, seed: 1 },
    );
    expect([...seen].sort()).toEqual(['blocked', 'reachable', 'unknown']);
  });
});
