import { shownId } from '../model/id.ts';
import {
  ALL_PORTS,
  type Id,
  type Interface,
  isUnknown,
  type Network,
  type TargetServer,
  type TargetServers,
} from '../model/network.ts';
import type { Party } from '../model/party.ts';
import { type Step, step } from '../model/step.ts';
import type { Wanted } from '../model/words.ts';
import { seenByTargets } from '../rules/client-address.ts';
import { listenersOn } from '../rules/listener.ts';
import { askGroups } from '../rules/security-group.ts';
import { aclSteps } from './acl-steps.ts';
import { type Path, path } from './path.ts';
import type { End } from './private-link.ts';

/**
 * What the servers behind a Network Load Balancer say to a client whose address it passes on. They have to agree: it
 * chooses among them. Servers that the templates do not name are not asked.
 */
export function askServers(
  network: Network,
  { interface: { node: balancer, groups, subnet } }: End,
  client: Party,
  wanted: Wanted,
): readonly Step[] {
  if (network.nodes.get(balancer)?.balancer !== 'network') return [];
  const seen = seenByTargets(client, groups);
  const { certain } = listenersOn(network, balancer, wanted.ports.from, wanted.protocol);
  const answers = certain
    .flatMap(({ rules }) => rules.flatMap(({ targetGroups }) => targetGroups))
    .flatMap((group) => serversOf(network, group, subnet, seen, wanted));
  const [first, ...others] = answers;
  if (!first || answers.every(({ state }) => state === 'yes')) return first?.steps ?? [];
  if (others.every(({ state }) => state === first.state)) return first.steps;
  const closed = answers.find(({ state }) => state !== 'yes');
  const because = () => closed?.steps.find(({ state }) => state !== 'yes')?.because() ?? '';
  return [
    step('destination-group', balancer, 'unknown', () => `not all of its targets: ${because()}`),
  ];
}

function serversOf(network: Network, group: Id, from: Id, client: Party, wanted: Wanted): Path[] {
  const { servers, seeClientAddress } = network.targetServers.get(group) ?? NO_SERVERS;
  if (seeClientAddress === false) return [];
  return servers.flatMap((server) =>
    (network.nodes.get(server.node)?.interfaces ?? []).map((own) => {
      const answer = path(...serverSteps(network, server, own, from, client, wanted));
      if (answer.state === 'yes' || !isUnknown(seeClientAddress)) return answer;
      return path(step('destination-group', group, 'unknown', () => seeClientAddress.unknown));
    }),
  );
}

const NO_SERVERS: TargetServers = { servers: [], seeClientAddress: false };

function serverSteps(
  network: Network,
  { node, port }: TargetServer,
  { subnet, groups }: Interface,
  from: Id,
  client: Party,
  { protocol }: Wanted,
): Step[] {
  const ports = isUnknown(port) ? ALL_PORTS : { from: port, to: port };
  const wanted: Wanted = { protocol, ports };
  const vpc = network.subnets.get(subnet)?.vpc;
  const asked = [
    ...(subnet === from ? [] : aclSteps(network, subnet, 'in', client, wanted, client.kind)),
    askGroups(network, groups, vpc, 'inbound', node, client, wanted),
  ];
  if (!isUnknown(port)) return asked;
  const because = () => `on which port ${shownId(node)} is a target: ${port.unknown}`;
  return asked.map((each) =>
    each.state === 'no' ? step(each.step, each.at, 'unknown', because) : each,
  );
}
