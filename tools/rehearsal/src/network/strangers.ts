import { gatewayNamespace } from '@private-lambda/packet-lab/compile/names';
import {
  EVERYTHING,
  type Group,
  type Host,
  type LabNetwork,
  type Subnet,
} from '@private-lambda/packet-lab/model';
import type { Attempt, Reached } from '@private-lambda/packet-lab/run/try-connect';
import { BrokenClaimError } from '../claims/broken-claim-error.ts';
import { FreeAddresses } from './free-addresses.ts';

/** A group that lets everything in and out, which nobody's rules name. */
export const OPEN = 'a group that is open to all';
export const openGroup: Group = { id: OPEN, inbound: [EVERYTHING], outbound: [EVERYTHING] };

/** The network with strangers in it: in each subnet an instance and a function that wear none of its groups. */
export function withStrangers(network: LabNetwork): LabNetwork {
  const free = FreeAddresses.beside(network);
  const strangers = network.subnets.filter(hasRoom).flatMap(({ id }) =>
    (['instance', 'function'] as const).map(
      (kind): Host => ({
        id: `${STRANGER}${kind}.${id}`,
        kind,
        interfaces: [
          { subnet: id, address: free.takeIn(id), publicAddress: undefined, groups: [OPEN] },
        ],
        listens: 'every port',
      }),
    ),
  );
  return {
    ...network,
    groups: [...network.groups, openGroup],
    hosts: [...network.hosts, ...strangers],
  };
}

/**
 * Who is nobody, a stranger or the internet, reaches nobody but who faces the internet. Most have no address that the
 * internet could send to; what it would send them is tried from inside the internet gateway, as if it had got in there.
 * @returns what was tried, in a few words
 * @throws BrokenClaimError for the first connection that comes about
 */
export async function claimNoIntruders(
  lab: { tryConnect(attempts: readonly Attempt[]): Promise<readonly Reached[]> },
  { hosts, vpcs }: LabNetwork,
  ports: readonly number[],
): Promise<string> {
  const strangers = hosts.map(({ id }) => id).filter(isStranger);
  const targets = hosts.filter((host) => !isStranger(host.id) && !facesInternet(host));
  const addressed = targets.filter(hasPublicAddress);
  const others = targets.filter((host) => !hasPublicAddress(host));
  const gateways = vpcs.flatMap(({ id, hasInternetGateway }) =>
    hasInternetGateway ? [gatewayNamespace(id)] : [],
  );
  const each = (from: readonly string[], to: readonly Host[]) =>
    from.flatMap((source) =>
      to.flatMap(({ id }) => ports.map((port) => ({ from: source, to: id, port }))),
    );
  const attempts = [
    ...each(strangers, targets),
    ...each(['internet'], addressed),
    ...each(gateways, others),
  ];
  const reached = await lab.tryConnect(attempts);
  const intruder = attempts.find((_, index) => reached[index] !== 'no');
  if (intruder) throw new BrokenClaimError(describeIntruder(intruder, gateways));
  const where = gateways.length > 0 ? ', tried from the internet gateway' : '';
  return `${strangers.length} strangers reach nobody, on ${ports.length} ports, nor does the internet (${addressed.length} with a public address; ${others.length} without, which cannot be addressed${where})`;
}

function describeIntruder({ from, to, port }: Attempt, gateways: readonly string[]): string {
  const found = `${from} reaches ${to} on ${port}`;
  return gateways.includes(from)
    ? `${found}: only that it has no public address keeps the internet out`
    : found;
}

const hasPublicAddress = ({ interfaces }: Host) =>
  interfaces.some(({ publicAddress }) => publicAddress !== undefined);

const facesInternet = (host: Host) => host.kind === 'load-balancer' && hasPublicAddress(host);

/** That of a regional NAT gateway is the gateway's alone. */
const hasRoom = ({ block }: Subnet) => !block.endsWith('/32');

/** No id that AWS gives begins so. */
const STRANGER = 'stranger-';

export const isStranger = (id: string) => id.startsWith(STRANGER);
