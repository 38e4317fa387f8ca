import { findPython } from '@private-lambda/python-venv/find-python';
import { compile } from '../../src/compile/compile.ts';
import { interfaceNamespace, ROUTER_ADDRESS } from '../../src/compile/names.ts';
import type { AclEntry, LabNetwork } from '../../src/model.ts';
import { Lab } from '../../src/run/lab.ts';
import { openListeners } from '../../src/run/open-listeners.ts';
import type { Probe } from '../../src/run/probe.ts';
import { type Reached, tryConnect } from '../../src/run/try-connect.ts';
import { OPEN_ACL, smallNetwork } from '../support/small-network.ts';

jest.setTimeout(60_000);

let lab: Lab;
beforeAll(async () => {
  lab = Lab.start(await findPython());
});
afterAll(() => lab.stop());

type Question = [from: string, to: string, port: number];

async function reached(network: LabNetwork, ...questions: Question[]): Promise<Reached[]> {
  await lab.apply(compile(network));
  await openListeners(lab, network);
  const attempts = questions.map(([from, to, port]) => ({ from, to, port }));
  return tryConnect(lab, network, attempts);
}

const changed = <Each extends { readonly id: string }>(
  list: readonly Each[],
  id: string,
  change: Partial<Each>,
) => list.map((each) => (each.id === id ? { ...each, ...change } : each));

const { groups, routeTables, subnets, hosts, vpcs } = smallNetwork();

describe('security groups', () => {
  test('who wears the group that a rule names is let in on its port, and nobody else', async () => {
    const found = await reached(
      smallNetwork(),
      ['caller', 'balancer', 80],
      ['caller', 'balancer', 443],
      ['stranger', 'balancer', 80],
      ['internet', 'web', 80],
    );
    expect(found).toEqual(['yes', 'no', 'no', 'no']);
  });

  test('without the rule nobody is', async () => {
    const closed = smallNetwork({ groups: changed(groups, 'server', { inbound: [] }) });
    expect(await reached(closed, ['caller', 'balancer', 80])).toEqual(['no']);
  });

  test('a rule that names a block admits those of the block', async () => {
    const found = await reached(smallNetwork(), ['neighbour', 'web', 22], ['caller', 'web', 22]);
    expect(found).toEqual(['yes', 'no']);
  });

  test('who wears a group without outbound rules opens nothing, and answers all the same', async () => {
    const found = await reached(smallNetwork(), ['web', 'internet', 443], ['caller', 'web', 80]);
    expect(found).toEqual(['no', 'yes']);
  });

  test('where no group applies everything passes, as at a Network Load Balancer without groups', async () => {
    const own = hosts
      .filter(({ id }) => id === 'balancer')
      .flatMap(({ interfaces }) => interfaces.map((each) => ({ ...each, groups: undefined })));
    const bare = smallNetwork({ hosts: changed(hosts, 'balancer', { interfaces: own }) });
    expect(await reached(bare, ['neighbour', 'balancer', 80], ['balancer', 'web', 80])).toEqual([
      'yes',
      'no',
    ]);
  });

  test('a rule means the members of a group in a peered VPC, too', async () => {
    expect(await reached(smallNetwork(), ['caller', 'peer', 80])).toEqual(['yes']);
    const apart = smallNetwork({ peerings: [] });
    expect(await reached(apart, ['caller', 'peer', 80])).toEqual(['no address']);
  });

  test('the interface of a function admits nobody, whatever its groups say', async () => {
    const open = { id: 'client', inbound: groups[0]?.outbound ?? [] };
    const found = await reached(smallNetwork({ groups: changed(groups, 'client', open) }), [
      'neighbour',
      'caller',
      80,
    ]);
    expect(found).toEqual(['no']);
  });
});

describe('network ACLs', () => {
  const entry = (number: number, change: Partial<AclEntry>): AclEntry => ({
    number,
    direction: 'in',
    allows: true,
    protocol: 'tcp',
    ports: { from: 0, to: 65_535 },
    block: '0.0.0.0/0',
    ...change,
  });
  const withAcl = (...entries: AclEntry[]) =>
    smallNetwork({
      acls: [OPEN_ACL, { id: 'own', entries }],
      subnets: changed(subnets, 'private-a', { acl: 'own' }),
    });
  const out = entry(100, { direction: 'out' });
  const question: Question = ['caller', 'web', 80];

  test('answers need an entry of their own, for all ephemeral ports', async () => {
    expect(await reached(withAcl(out), question)).toEqual(['no']);
    const back = entry(100, { ports: { from: 1024, to: 65_535 } });
    expect(await reached(withAcl(out, back), question)).toEqual(['yes']);
    const some = entry(100, { ports: { from: 32_768, to: 65_535 } });
    expect(await reached(withAcl(out, some), question)).toEqual(['part']);
  });

  test('the entry with the lowest number decides', async () => {
    const back = entry(100, {});
    const denied = entry(90, { direction: 'out', allows: false, ports: { from: 80, to: 80 } });
    expect(await reached(withAcl(back, out, denied), question)).toEqual(['no']);
    expect(await reached(withAcl(back, out, { ...denied, number: 110 }), question)).toEqual([
      'yes',
    ]);
  });

  test('say nothing about traffic inside the subnet', async () => {
    expect(await reached(withAcl(), ['caller', 'balancer', 80], question)).toEqual(['yes', 'no']);
  });
});

describe('routes', () => {
  test('a private subnet reaches the internet through the NAT gateway, and nobody comes in that way', async () => {
    const found = await reached(
      smallNetwork(),
      ['caller', 'internet', 443],
      ['internet', 'nat', 443],
      ['stranger', 'nat', 443],
    );
    expect(found).toEqual(['yes', 'no', 'no']);
  });

  test.each([
    ['the NAT gateway', { hosts: hosts.filter(({ id }) => id !== 'nat') }],
    [
      'the route from its subnet to the internet gateway',
      { routeTables: changed(routeTables, 'to-gateway', { routes: [] }) },
    ],
    ['the internet gateway', { vpcs: changed(vpcs, 'main', { hasInternetGateway: false }) }],
  ])('without %s there is no way out', async (_what, change) => {
    const found = await reached(smallNetwork(change), ['caller', 'internet', 443]);
    expect(found).toEqual(['no']);
  });

  test('the router of a VPC and a NAT gateway answer nobody themselves', async () => {
    await lab.apply(compile(smallNetwork()));
    const probe = { protocol: 'tcp', namespace: 'caller.10.0.1.10', port: 443 } as const;
    const found = await lab.probe([
      { ...probe, address: ROUTER_ADDRESS },
      { ...probe, address: '10.0.0.20' },
    ]);
    expect(found).toEqual(['no answer', 'no answer']);
  });

  test('a private address does not pass the internet gateway', async () => {
    const direct = smallNetwork({
      subnets: changed(subnets, 'private-b', { routeTable: 'to-gateway' }),
    });
    expect(await reached(direct, ['neighbour', 'internet', 443])).toEqual(['no']);
  });

  test('a public address lets in from the internet what the group admits', async () => {
    const all = groups[0]?.outbound ?? [];
    const open = smallNetwork({ groups: changed(groups, 'server', { inbound: all }) });
    expect(await reached(open, ['internet', 'web', 443], ['internet', 'balancer', 80])).toEqual([
      'yes',
      'no address',
    ]);
  });

  test('a route to a subnet hides who comes from another one, and is not asked within', async () => {
    const toOwn = {
      destination: '10.0.2.0/24',
      target: { kind: 'nat-gateway', id: 'nat' },
    } as const;
    const place = { subnet: 'private-b', address: '10.0.2.10', publicAddress: undefined };
    const led = smallNetwork({
      routeTables: routeTables.map((each) => ({ ...each, routes: [toOwn] })),
      // It admits those who wear the clients' group, by their addresses.
      hosts: changed(hosts, 'stranger', { interfaces: [{ ...place, groups: ['server'] }] }),
    });
    const found = await reached(led, ['neighbour', 'stranger', 80], ['caller', 'stranger', 80]);
    expect(found).toEqual(['yes', 'no']);
  });

  test('a peering connection needs a route on both sides', async () => {
    const oneWay = smallNetwork({ routeTables: changed(routeTables, 'back', { routes: [] }) });
    expect(await reached(oneWay, ['caller', 'peer', 80])).toEqual(['no']);
  });

  test('a VPC has several peering connections, and none leads on to another', async () => {
    const { peerings } = smallNetwork();
    const [peer] = hosts.filter(({ id }) => id === 'peer');
    const [own] = peer?.interfaces ?? [];
    if (!peer || !own) throw new Error('the network has no peer');
    const to = (destination: string, id: string) =>
      ({ destination, target: { kind: 'peering', id } }) as const;
    const three = smallNetwork({
      vpcs: [...vpcs, { id: 'third', blocks: ['10.2.0.0/16'], hasInternetGateway: false }],
      peerings: [...peerings, { id: 'second', vpcs: ['third', 'main'] }],
      subnets: [
        ...changed(subnets, 'private-a', { routeTable: 'to-both' }),
        {
          id: 'farther',
          vpc: 'third',
          block: '10.2.0.0/24',
          routeTable: 'from-third',
          acl: 'open',
        },
      ],
      routeTables: [
        ...routeTables,
        {
          id: 'to-both',
          vpc: 'main',
          routes: [to('10.1.0.0/16', 'peering'), to('10.2.0.0/16', 'second')],
        },
        {
          id: 'from-third',
          vpc: 'third',
          routes: [to('10.0.0.0/16', 'second'), to('10.1.0.0/16', 'second')],
        },
      ],
      hosts: [
        ...hosts,
        { ...peer, id: 'third', interfaces: [{ ...own, subnet: 'farther', address: '10.2.0.10' }] },
      ],
    });
    const found = await reached(
      three,
      ['caller', 'peer', 80],
      ['caller', 'third', 80],
      ['third', 'balancer', 80],
    );
    expect(found).toEqual(['yes', 'yes', 'yes']);
    const namespace = interfaceNamespace({ id: 'third' }, { ...own, address: '10.2.0.10' });
    const onward = { protocol: 'tcp', namespace, address: own.address, port: 80 } as const;
    expect(await lab.probe([onward])).toEqual(['no answer']);
  });

  test('a peering connection leads to no gateway of the other VPC', async () => {
    const through = smallNetwork({
      routeTables: changed(routeTables, 'back', {
        routes: [{ destination: '0.0.0.0/0', target: { kind: 'peering', id: 'peering' } }],
      }),
    });
    const found = await reached(through, ['peer', 'balancer', 80], ['peer', 'internet', 443]);
    expect(found).toEqual(['yes', 'no']);
  });

  test('a gateway endpoint serves the tables that have a route to it', async () => {
    const found = await reached(
      smallNetwork({ hosts: hosts.filter(({ id }) => id !== 'nat') }),
      ['caller', 'aws:s3', 443],
      ['neighbour', 'aws:s3', 443],
    );
    expect(found).toEqual(['yes', 'no']);
  });
});

describe('datagrams', () => {
  const answered = async (network: LabNetwork, ...pairs: [from: string, to: string][]) => {
    await lab.apply(compile(network));
    await openListeners(lab, network, undefined, [80]);
    return tryConnect(
      lab,
      network,
      pairs.map(([from, to]) => ({ from, to, port: 80, protocol: 'udp' })),
    );
  };

  test('are answered where a rule for them lets them in, and through the NAT gateway', async () => {
    const udp = groups.map((group) => ({
      ...group,
      inbound: group.inbound.map((rule) => ({ ...rule, protocol: 'udp' as const })),
    }));
    const found = await answered(
      smallNetwork({ groups: udp }),
      ['caller', 'web'],
      ['stranger', 'web'],
      ['caller', 'internet'],
      ['web', 'internet'],
    );
    expect(found).toEqual(['yes', 'no', 'yes', 'no']);
  });

  test('are let in by no rule for TCP, and answered by no load balancer', async () => {
    expect(await answered(smallNetwork(), ['caller', 'web'], ['caller', 'balancer'])).toEqual([
      'no',
      'no',
    ]);
  });
});

describe('what is no answer', () => {
  test.each([
    ['nobody', 'web', 'nobody has no place in the network to connect from'],
    ['caller', 'nobody', 'nobody is not in the network'],
    ['caller', 'aws:none', 'aws:none is not in the network'],
  ])('%s to %s is refused', async (from, to, message) => {
    await expect(reached(smallNetwork(), [from, to, 80])).rejects.toThrow(message);
  });

  test('a packet that could not be sent is refused, with the reason', async () => {
    const unable = { probe: async (all: readonly Probe[]) => all.map(() => 'EADDRNOTAVAIL') };
    const attempt = { from: 'caller', to: 'web', port: 80 };
    await expect(tryConnect(unable, smallNetwork(), [attempt])).rejects.toThrow(
      /^caller\S* to 10\.0\.0\.10 on 80: no packet was sent \(EADDRNOTAVAIL\)$/,
    );
  });

  test('SYNs that cross do not open a connection that no rule admits', async () => {
    const wearing = hosts
      .filter(({ id }) => id === 'stranger')
      .flatMap(({ interfaces }) => interfaces.map((own) => ({ ...own, groups: ['client'] })));
    const both = smallNetwork({ hosts: changed(hosts, 'stranger', { interfaces: wearing }) });
    const found = await reached(
      both,
      ['neighbour', 'stranger', 61_000],
      ['stranger', 'neighbour', 61_000],
      ['neighbour', 'stranger', 32_768],
      ['stranger', 'neighbour', 32_768],
    );
    expect(found).toEqual(['no', 'no', 'no', 'no']);
  });

  test('a port that is let in, and on which nobody listens, is not reached', async () => {
    const found = await reached(smallNetwork(), ['neighbour', 'balancer', 22]);
    expect(found).toEqual(['no']);
  });

  test('who listens elsewhere, or goes and comes back, answers where it listens now', async () => {
    const question: Question = ['caller', 'balancer', 80];
    expect(await reached(smallNetwork(), question)).toEqual(['yes']);
    const elsewhere = changed(hosts, 'balancer', { listens: [22] });
    expect(await reached(smallNetwork({ hosts: elsewhere }), question)).toEqual(['no']);
    await reached(smallNetwork());
    await reached(smallNetwork({ hosts: hosts.filter(({ id }) => id !== 'balancer') }));
    expect(await reached(smallNetwork(), question)).toEqual(['yes']);
  });

  test('what was tried before lets nothing in', async () => {
    const open: Question = ['neighbour', 'stranger', 61_000];
    expect(await reached(smallNetwork(), open)).toEqual(['no']);
    // From the port that was asked, to the one from which it was: as an answer would come.
    const wearing = hosts
      .filter(({ id }) => id === 'stranger')
      .flatMap(({ interfaces }) => interfaces.map((own) => ({ ...own, groups: ['client'] })));
    const both = smallNetwork({ hosts: changed(hosts, 'stranger', { interfaces: wearing }) });
    expect(await reached(both, ['stranger', 'neighbour', 32_768])).toEqual(['no']);
  });

  test('two names of one address answer alike', async () => {
    const named = smallNetwork({ hosts: changed(hosts, 'balancer', { standsFor: 'aws:s3' }) });
    const found = await reached(named, ['caller', 'balancer', 80], ['caller', 'aws:s3', 80]);
    expect(found).toEqual(['yes', 'yes']);
  });
});

test('from an interface that is asked for, others do not count', async () => {
  const [caller] = hosts;
  const [own] = caller?.interfaces ?? [];
  if (!caller || !own) throw new Error('the network has no caller');
  const second = { ...own, subnet: 'private-b', address: '10.0.2.30' };
  const network = smallNetwork({
    hosts: changed(hosts, caller.id, { interfaces: [own, second] }),
  });
  await lab.apply(compile(network));
  await openListeners(lab, network);
  const attempt = { from: caller.id, to: 'web', port: 22 };
  const found = await tryConnect(lab, network, [
    attempt,
    { ...attempt, address: own.address },
    { ...attempt, address: second.address },
  ]);
  expect(found).toEqual(['part', 'no', 'yes']);
});
