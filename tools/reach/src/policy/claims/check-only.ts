import type { Id } from '../../model/network.ts';
import type { Finding } from '../finding.ts';
import type { Claim } from '../policy-file.ts';
import { allGroupsBut, selectSources } from '../select.ts';
import { fullId } from '../variables.ts';
import { type ClaimContext, missingFinding, openWay } from './claim-context.ts';
import { portsOf } from './ends.ts';

/**
 * `only`: these sources may reach the destination, on these ports; nobody else does on any, and they do on no other.
 * Everybody else is: who is in the templates, the internet, a function outside every VPC, and in each subnet a stranger
 * who wears every group but those allowed and one more that lets everything out. Wearing more groups only opens more
 * ways, so that what the stranger cannot do, nobody can who does not wear an allowed group.
 */
export function checkOnly(
  { from, to, ports }: NonNullable<Claim['only']>,
  context: ClaimContext,
): Finding[] {
  const { world, bindings, system } = context;
  const destination = fullId(bindings, to);
  if (!world.network.nodes.has(destination)) return [missingFinding(destination)];
  const allowed = selectSources(world, bindings, from);
  const findings = allowed.missing.map(missingFinding);
  const every = portsOf(world, 'any');
  const allowedPorts = portsOf(world, ports);
  const ask = (id: Id, port: number) => {
    for (const { path, answer } of world.ask(id, destination, port)) {
      if (path.state !== 'no') findings.push(openWay(answer(), system));
    }
  };
  for (const id of othersThan(allowed.ids, destination, from, context)) {
    for (const port of every) ask(id, port);
  }
  for (const id of allowed.ids) {
    for (const port of every) if (!allowedPorts.includes(port)) ask(id, port);
  }
  return findings;
}

function othersThan(
  allowed: readonly Id[],
  destination: Id,
  from: NonNullable<Claim['only']>['from'],
  { world, bindings }: ClaimContext,
): Id[] {
  const groups = from.flatMap((source) =>
    typeof source === 'object' && 'wearing' in source
      ? source.wearing.map((id) => fullId(bindings, id))
      : groupsOf(
          world.network.nodes.get(typeof source === 'string' ? fullId(bindings, source) : ''),
        ),
  );
  const strangers = [...world.network.subnets.keys()].map((subnet) =>
    world.suppose('a stranger', subnet, allGroupsBut(world, groups), true),
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
