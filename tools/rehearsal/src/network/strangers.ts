import {
  ALL_PORTS,
  type GroupRule,
  type Host,
  type LabNetwork,
} from '@private-lambda/packet-lab/model';
import { FreeAddresses } from './free-addresses.ts';

/** A group that lets everything in and out, which nobody's rules name. */
const OPEN = 'a group that is open to all';
const EVERYTHING: GroupRule = {
  protocol: 'any',
  ports: ALL_PORTS,
  peer: { blocks: ['0.0.0.0/0'] },
};

/** The network with strangers in it: in each subnet an instance and a function that wear none of its groups. */
export function withStrangers(network: LabNetwork): {
  readonly network: LabNetwork;
  /** Their ids. */
  readonly strangers: readonly string[];
} {
  const free = new FreeAddresses(
    network.hosts.flatMap(({ interfaces }) => interfaces.map(({ address }) => address)),
  );
  const strangers = network.subnets.flatMap(({ id, block }) =>
    (['instance', 'function'] as const).map(
      (kind): Host => ({
        id: `stranger-${kind}.${id}`,
        kind,
        interfaces: [
          { subnet: id, address: free.take(block), publicAddress: undefined, groups: [OPEN] },
        ],
        listens: 'every port',
      }),
    ),
  );
  return {
    network: {
      ...network,
      groups: [...network.groups, { id: OPEN, inbound: [EVERYTHING], outbound: [EVERYTHING] }],
      hosts: [...network.hosts, ...strangers],
    },
    strangers: strangers.map(({ id }) => id),
  };
}
