import { compile } from '@private-lambda/packet-lab/compile/compile';
import type { Host, LabNetwork } from '@private-lambda/packet-lab/model';
import { Lab } from '@private-lambda/packet-lab/run/lab';
import { openListeners } from '@private-lambda/packet-lab/run/open-listeners';
import { tryConnect } from '@private-lambda/packet-lab/run/try-connect';
import { findPython } from '@private-lambda/python-venv/find-python';
import { OPEN_ACL } from '../../../packet-lab/test/support/small-network.ts';
import { claimNoIntruders, withStrangers } from '../../src/network/strangers.ts';

jest.setTimeout(60_000);

let lab: Lab;
beforeAll(async () => {
  lab = Lab.start(await findPython());
});
afterAll(() => lab.stop());

/** Addresses of the internet, and none of the VPC. */
const OUTSIDE = '128.0.0.0/1';

/**
 * A server on port 80, and whom its group lets in.
 * @param subnet `public` has a route to the internet gateway, `private` has none
 */
function networkWith(
  admits: string,
  subnet: 'public' | 'private',
  publicAddress?: string,
  hasInternetGateway = true,
): LabNetwork {
  const server: Host = {
    id: 'server',
    kind: 'instance',
    listens: [80],
    interfaces: [
      {
        subnet,
        address: subnet === 'public' ? '10.0.0.10' : '10.0.1.10',
        publicAddress,
        groups: ['server'],
      },
    ],
  };
  const to = (port: number) => ({ from: port, to: port });
  return {
    vpcs: [{ id: 'vpc', blocks: ['10.0.0.0/16'], hasInternetGateway }],
    subnets: ['public', 'private'].map((id, index) => ({
      id,
      vpc: 'vpc',
      block: `10.0.${index}.0/24`,
      routeTable: id,
      acl: OPEN_ACL.id,
    })),
    routeTables: [
      {
        id: 'public',
        vpc: 'vpc',
        routes: [{ destination: '0.0.0.0/0', target: { kind: 'internet-gateway' } }],
      },
      { id: 'private', vpc: 'vpc', routes: [] },
    ],
    acls: [OPEN_ACL],
    groups: [
      {
        id: 'server',
        inbound: [{ protocol: 'tcp', ports: to(80), peer: { blocks: [admits] } }],
        outbound: [],
      },
    ],
    hosts: [server],
    gatewayEndpoints: [],
    peerings: [],
    outside: [{ id: 'internet-1', kind: 'internet', address: '198.18.0.1' }],
  };
}

async function intruders(bare: LabNetwork): Promise<string> {
  const network = withStrangers(bare);
  await lab.apply(compile(network));
  await openListeners(lab, network);
  return claimNoIntruders(
    { tryConnect: (attempts) => tryConnect(lab, network, attempts) },
    network,
    [80, 443],
  );
}

test('behind a group that admits others nobody gets in, and who has no public address is counted apart', async () => {
  expect(await intruders(networkWith('192.168.0.0/24', 'public'))).toBe(
    '4 strangers reach nobody, on 2 ports, nor does the internet (0 with a public address; 1 without, which cannot be addressed, tried from the internet gateway)',
  );
  expect(await intruders(networkWith('192.168.0.0/24', 'public', '198.19.1.1'))).toMatch(
    /\(1 with a public address; 0 without/,
  );
});

test('where there is no internet gateway nothing is tried from one', async () => {
  expect(await intruders(networkWith(OUTSIDE, 'private', undefined, false))).toMatch(
    /1 without, which cannot be addressed\)$/,
  );
});

test.each(['public', 'private'] as const)(
  'a group that is open to all lets a stranger in, in the %s subnet',
  async (subnet) => {
    await expect(intruders(networkWith('0.0.0.0/0', subnet))).rejects.toThrow(
      /^stranger-instance\.public reaches server on 80$/,
    );
  },
);

test('the internet comes in by a public address, where group and route let it', async () => {
  await expect(intruders(networkWith(OUTSIDE, 'public', '198.19.1.1'))).rejects.toThrow(
    /^internet reaches server on 80$/,
  );
  expect(await intruders(networkWith(OUTSIDE, 'private', '198.19.1.1'))).toMatch(
    /^4 strangers reach nobody/,
  );
});

test('whom group and route would let in is an intruder without a public address, too', async () => {
  await expect(intruders(networkWith(OUTSIDE, 'public'))).rejects.toThrow(
    'internet-gateway.vpc reaches server on 80: only that it has no public address keeps the internet out',
  );
  expect(await intruders(networkWith(OUTSIDE, 'private'))).toMatch(/^4 strangers reach nobody/);
});
