import {
  EVERYTHING,
  type Group,
  type Host,
  type LabNetwork,
} from '@private-lambda/packet-lab/model';
import { FreeAddresses } from './free-addresses.ts';

/** A group that lets everything in and out, which nobody's rules name. */
export const OPEN = 'a group that is open to all';
export const openGroup: Group = { id: OPEN, inbound: [EVERYTHING], outbound: [EVERYTHING] };

/** The network with strangers in it: in each subnet an instance and a function that wear none of its groups. */
export function withStrangers(network: LabNetwork): LabNetwork {
  const free = FreeAddresses.beside(network);
  const strangers = network.subnets.flatMap(({ id }) =>
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

/** No id that AWS gives begins so. */
const STRANGER = 'stranger-';

export const isStranger = (id: string) => id.startsWith(STRANGER);
