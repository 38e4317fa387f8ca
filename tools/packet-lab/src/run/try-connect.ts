import { gatewayNamespace, interfaceNamespace, plainNamespace } from '../compile/names.ts';
import type { Host, LabNetwork } from '../model.ts';
import { joinedVpcs, vpcOf } from '../vpcs-of.ts';
import { sourcePorts } from './client-ports.ts';
import type { Lab } from './lab.ts';
import type { Outcome, Probe, Transport } from './probe.ts';

/**
 * Who opens a connection to whom: a host's id, `internet`, or an outsider's id. It may also come from the namespace of an
 * internet gateway: as what has got in there would, whoever sent it.
 */
export interface Attempt {
  /** Left out, TCP. */
  readonly protocol?: Transport;
  readonly from: string;
  /** Of the one interface of the source to connect from; left out, from each. */
  readonly address?: string;
  readonly to: string;
  readonly port: number;
}

/**
 * `part`: from some of the source's interfaces or of its ephemeral ports only, or to some of the addresses of which each
 * has to answer. `no address`: there is none that the source could send to, and nothing was sent.
 */
export type Reached = 'yes' | 'no' | 'part' | 'no address';

/**
 * Opens the connections, each from every interface of the source, or from the one that is asked for, and from both ends
 * of its ephemeral ports, so that an ACL that lets back only some of the answers shows.
 * @throws Error for who is not in the network, and where a packet could not be sent: neither is an answer
 */
export async function tryConnect(
  lab: Pick<Lab, 'probe'>,
  network: LabNetwork,
  attempts: readonly Attempt[],
): Promise<Reached[]> {
  const asked = new Set(attempts.map(({ port }) => port));
  const planned = attempts.map((attempt) => startsOf(network, attempt, asked));
  // Two names may lead to one address: from one port only one connection can be opened to it.
  const probes = new Map(
    planned.flat(3).map((leaf): [string, Probe] => [keyOf(leaf.probe), leaf.probe]),
  );
  const found = await lab.probe([...probes.values()]);
  const outcomes = new Map([...probes.keys()].map((key, index) => [key, found[index]]));
  const isAnswered = (leaf: Leaf) => isAnswer(outcomes.get(keyOf(leaf.probe)), leaf);
  return planned.map((starts) => {
    if (starts.every((ways) => ways.length === 0)) return 'no address';
    // One of the ways is enough; on each of them every address has to answer.
    if (starts.every((ways) => ways.some((way) => way.every(isAnswered)))) return 'yes';
    return starts.flat(2).some(isAnswered) ? 'part' : 'no';
  });
}

interface Leaf {
  readonly probe: Probe;
  readonly answersOnAll: boolean;
}

const keyOf = ({ protocol, namespace, address, port, sourcePort }: Probe) =>
  `${protocol} ${namespace} ${sourcePort} ${address} ${port}`;

/** @throws Error for an outcome that says nothing about the network */
function isAnswer(outcome: Outcome | undefined, { probe, answersOnAll }: Leaf): boolean {
  switch (outcome) {
    case 'open':
      return true;
    // A host with a server on every port has none here: that it refuses shows that packets come to it and back.
    case 'refused':
      return answersOnAll;
    case 'no answer':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return false;
    default:
      throw new Error(
        `${probe.namespace} to ${probe.address} on ${probe.port}: no packet was sent (${outcome})`,
      );
  }
}

/** The ways from each place and port from which the source opens connections. */
function startsOf(
  network: LabNetwork,
  { from, address: own, to, port, protocol = 'tcp' }: Attempt,
  asked: ReadonlySet<number>,
): Leaf[][][] {
  const places = placesOf(network, from, own);
  if (places.length === 0) throw new Error(`${from} has no place in the network to connect from`);
  return places.flatMap(({ namespace, vpc, kind }) =>
    sourcePorts(kind, asked).map((sourcePort) =>
      targetsOf(network, to, vpc).map(({ addresses, answersOnAll }) =>
        addresses.map((address) => ({
          probe: { protocol, namespace, address, port, sourcePort },
          answersOnAll,
        })),
      ),
    ),
  );
}

function placesOf(network: LabNetwork, id: string, address: string | undefined) {
  const host = network.hosts.find((each) => each.id === id);
  if (host) {
    const owned = host.interfaces.filter((own) => (address ?? own.address) === own.address);
    return owned.map((own) => ({
      namespace: interfaceNamespace(host, own),
      vpc: vpcOf(network, own),
      kind: host.kind,
    }));
  }
  const outside = network.outside.filter((each) => each.id === id || each.kind === id);
  const gateways = network.vpcs.filter(
    (vpc) => vpc.hasInternetGateway && gatewayNamespace(vpc.id) === id,
  );
  return [
    ...outside.map((each) => ({ namespace: plainNamespace(each.id), vpc: undefined })),
    ...gateways.map((vpc) => ({ namespace: id, vpc: vpc.id })),
  ].map((each) => ({ ...each, kind: 'internet' as const }));
}

/** Addresses of which each has to answer. */
interface Way {
  readonly addresses: readonly string[];
  readonly answersOnAll: boolean;
}

/** Where a name leads for somebody in a VPC; nowhere for what has no address that they could use. */
function targetsOf(network: LabNetwork, id: string, vpc: string | undefined): Way[] {
  const host = network.hosts.find((each) => each.id === id);
  if (host) return waysTo(network, host, vpc);
  const standIn = network.hosts.find(
    ({ standsFor, interfaces }) =>
      standsFor === id && interfaces.some((each) => vpcOf(network, each) === vpc),
  );
  if (standIn) return waysTo(network, standIn, vpc);
  const outside = network.outside.filter((each) => each.id === id || each.kind === id);
  if (outside.length === 0) throw new Error(`${id} is not in the network`);
  return [{ addresses: outside.map(({ address }) => address), answersOnAll: true }];
}

function waysTo(network: LabNetwork, host: Host, vpc: string | undefined): Way[] {
  const answersOnAll = host.listens === 'every port';
  const publics = host.interfaces.flatMap(({ publicAddress }) => publicAddress ?? []);
  const near = vpc === undefined ? new Set() : joinedVpcs(network, vpc);
  const privates = host.interfaces
    .filter((each) => near.has(vpcOf(network, each)))
    .map(({ address }) => address);
  // "DNS name" of a load balancer: the addresses of all its zones, public ones where it is internet-facing.
  if (host.kind === 'load-balancer') {
    const addresses = publics.length > 0 ? publics : privates;
    return addresses.length > 0 ? [{ addresses, answersOnAll }] : [];
  }
  return [...privates, ...publics].map((address) => ({ addresses: [address], answersOnAll }));
}
