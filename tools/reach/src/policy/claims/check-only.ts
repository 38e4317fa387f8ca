import { INVENTORY_STACK } from '../../inventory/snapshot-template.ts';
import type { Id } from '../../model/network.ts';
import type { Finding } from '../finding.ts';
import type { Claim } from '../policy-file.ts';
import { allGroupsBut, selectDestinations, selectSources } from '../select.ts';
import { fullId } from '../variables.ts';
import { type ClaimContext, missingFinding, openWay } from './claim-context.ts';
import { combinations, portsOf } from './ends.ts';

/**
 * `only`: these sources may reach the destination, on these ports; nobody else does on any, and they do on no other.
 * Everybody else is: who is in the templates, the internet, a function outside every VPC, and in each subnet a stranger
 * who wears every group but those allowed and one more that lets everything out. Wearing more groups only opens more
 * ways, so that what the stranger cannot do, nobody can who does not wear an allowed group.
 * @returns undefined when the destination is not here on purpose
 */
export function checkOnly(
  { from, to, ports }: NonNullable<Claim['only']>,
  context: ClaimContext,
): Finding[] | undefined {
  const { world, bindings, system } = context;
  const allowed = selectSources(world, bindings, from);
  const destinations = selectDestinations(world, bindings, to);
  const findings = [...allowed.missing, ...destinations.missing].map((id) =>
    missingFinding(id, world),
  );
  if (findings.length === 0 && destinations.ids.length === 0) return undefined;
  const every = portsOf(world, 'any');
  const allowedPorts = portsOf(world, ports);
  const otherPorts = every.filter((port) => !allowedPorts.includes(port));
  for (const destination of destinations.ids) {
    const others = othersThan(allowed.ids, destination, from, context);
    for (const [id, to, port] of [
      ...combinations(others, [destination], every),
      ...combinations(allowed.ids, [destination], otherPorts),
    ]) {
      for (const { path, answer } of world.ask(id, to, port)) {
        if (path.state !== 'no') findings.push(openWay(answer(), system));
      }
    }
    findings.push(...unseenWays(destination, every, context));
  }
  return findings;
}

/**
 * In a shared VPC, somebody whom nobody here sees may wear any group of others. Groups of our templates are worn in our
 * account alone, whose interfaces are seen: only the owner of a VPC shares groups in it ("Share security groups with AWS
 * Organizations").
 */
function unseenWays(
  destination: Id,
  ports: readonly number[],
  { world, system }: ClaimContext,
): Finding[] {
  const { unseen } = system;
  if (unseen === undefined) return [];
  const worn = [...world.network.groups.keys()].filter((id) =>
    id.startsWith(`${INVENTORY_STACK}/`),
  );
  const clients = [...world.network.subnets.keys()].map((subnet) =>
    world.supposeClient('somebody of another account', subnet, worn, true),
  );
  const isOpen = [...combinations(clients, [destination], ports)].some(([from, to, port]) =>
    world.ask(from, to, port).some(({ path }) => path.state !== 'no'),
  );
  if (!isOpen) return [];
  const message = `whether nobody else reaches ${destination} is not settled: ${unseen}`;
  return [{ outcome: 'undecided', message, at: destination }];
}

function othersThan(
  allowed: readonly Id[],
  destination: Id,
  from: NonNullable<Claim['only']>['from'],
  { world, bindings }: ClaimContext,
): Id[] {
  const groups = from.flatMap((source) =>
    typeof source === 'object' && !('wearingAllBut' in source)
      ? ('wearing' in source ? source.wearing : source.wearingOnly).map((id) =>
          fullId(bindings, id),
        )
      : groupsOf(
          world.network.nodes.get(typeof source === 'string' ? fullId(bindings, source) : ''),
        ),
  );
  const stranger = `a stranger without ${groups.join(' or ')}`;
  const strangers = [...world.network.subnets.keys()].map((subnet) =>
    world.supposeClient(stranger, subnet, allGroupsBut(world, groups), true),
  );
  const fronts = frontsOf(world, destination);
  const nodes = [...world.network.nodes.keys()].filter(
    (id) => id !== destination && !allowed.includes(id) && !fronts.has(id),
  );
  return ['internet', world.supposeOutside(), ...nodes, ...strangers].filter(
    (id) => !allowed.includes(id),
  );
}

/** The load balancers before the destination are its door, and no caller. */
function frontsOf({ network }: ClaimContext['world'], destination: Id): Set<Id> {
  return new Set(
    network.listeners
      .filter(({ rules }) =>
        rules.some(({ targetGroups }) =>
          targetGroups.some((id) =>
            network.targetGroups.get(id)?.targets.some((target) => target.function === destination),
          ),
        ),
      )
      .map(({ loadBalancer }) => loadBalancer),
  );
}

function groupsOf(
  node: ReturnType<ClaimContext['world']['network']['nodes']['get']>,
): readonly Id[] {
  return (node?.interfaces ?? []).flatMap(({ groups }) =>
    groups.kind === 'groups' ? groups.ids : [],
  );
}
