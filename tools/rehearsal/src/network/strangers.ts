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
 * Who is nobody, a stranger or the internet, reaches nobody but who faces the internet.
 * @returns how many strangers have tried
 * @throws BrokenClaimError for the first connection that comes about
 */
export async function claimNoIntruders(
  lab: { tryConnect(attempts: readonly Attempt[]): Promise<readonly Reached[]> },
  { hosts }: LabNetwork,
  ports: readonly number[],
): Promise<number> {
  const strangers = hosts.map(({ id }) => id).filter(isStranger);
  const targets = hosts.filter((host) => !isStranger(host.id) && !facesInternet(host));
  const attempts = [...strangers, 'internet'].flatMap((from) =>
    targets.flatMap(({ id: to }) => ports.map((port) => ({ from, to, port }))),
  );
  const reached = await lab.tryConnect(attempts);
  const intruder = attempts.find((_, index) => reached[index] !== 'no');
  if (!intruder) return strangers.length;
  throw new BrokenClaimError(`${intruder.from} reaches ${intruder.to} on ${intruder.port}`);
}

const facesInternet = ({ kind, interfaces }: Host) =>
  kind === 'load-balancer' && interfaces.some(({ publicAddress }) => publicAddress !== undefined);

/** That of a regional NAT gateway is the gateway's alone. */
const hasRoom = ({ block }: Subnet) => !block.endsWith('/32');

/** No id that AWS gives begins so. */
const STRANGER = 'stranger-';

export const isStranger = (id: string) => id.startsWith(STRANGER);
