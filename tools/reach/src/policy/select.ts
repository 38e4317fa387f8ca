import { readId } from '../cloudformation/read/read-value.ts';
import { INVENTORY_STACK } from '../inventory/snapshot-template.ts';
import type { Id } from '../model/network.ts';
import { splitId } from '../template/logical-id.ts';
import type { Destination, Source } from './policy-file.ts';
import { type Bindings, fullId } from './variables.ts';
import type { World } from './world.ts';

/** Sources of a claim, as ids that the world can be asked about, and what was not found. */
export interface Selected {
  readonly ids: readonly Id[];
  readonly missing: readonly Id[];
}

/** Everybody a claim's sources mean: who is in the templates, and who wears the groups in each of the subnets. */
export function selectSources(
  world: World,
  bindings: Bindings,
  sources: readonly Source[],
): Selected {
  const ids: Id[] = [];
  const missing: Id[] = [];
  for (const source of sources) {
    if (source === 'internet') ids.push(source);
    else if (typeof source === 'string') {
      const id = fullId(bindings, source);
      (world.network.nodes.has(id) ? ids : missing).push(id);
    } else {
      const { name, worn, named } = groupsOfWearer(world, bindings, source);
      missing.push(...named.filter((id) => !world.network.groups.has(id)));
      for (const short of source.in) {
        const subnet = subnetNamed(world, fullId(bindings, short));
        if (world.network.subnets.has(subnet)) {
          ids.push(world.supposeClient(name, subnet, worn, false));
        } else if (!isConditional(world, subnet)) missing.push(subnet);
      }
      if ('wearing' in source) ids.push(...wearersOf(world, named));
    }
  }
  return { ids: [...new Set(ids)], missing };
}

/** The groups that a supposed somebody wears. */
function groupsOfWearer(world: World, bindings: Bindings, source: Exclude<Source, string>) {
  const full = (ids: readonly string[]) => ids.map((id) => fullId(bindings, id));
  if ('wearingAllBut' in source) {
    const named = full(source.wearingAllBut);
    const name = `a wearer of all groups but ${named.join(' and ')}`;
    return { name, named, worn: allGroupsBut(world, named) };
  }
  const named = full('wearing' in source ? source.wearing : source.wearingOnly);
  return { name: `a wearer of ${named.join(' and ')}`, named, worn: named };
}

/** The destinations that a claim means. */
export function selectDestinations(
  world: World,
  bindings: Bindings,
  destination: Destination,
): Selected {
  if (typeof destination === 'string') {
    const id = fullId(bindings, destination);
    const known = id === 'internet' || id.startsWith('aws:') || world.network.nodes.has(id);
    return known ? { ids: [id], missing: [] } : { ids: [], missing: [id] };
  }
  const groups = 'wearing' in destination ? destination.wearing : [];
  const named = groups.map((id) => fullId(bindings, id));
  const missing = named.filter((id) => !world.network.groups.has(id));
  const ids: Id[] = [];
  for (const short of 'wearing' in destination ? destination.in : destination.openServerIn) {
    const subnet = subnetNamed(world, fullId(bindings, short));
    if (world.network.subnets.has(subnet)) {
      ids.push(
        'wearing' in destination
          ? world.supposeServer(`a server in ${named.join(' and ')}`, subnet, named)
          : world.supposeOpenServer(subnet),
      );
    } else if (!isConditional(world, subnet)) missing.push(subnet);
  }
  return { ids, missing };
}

/** A subnet by itself, or by an output that gives its id: so a claim holds for a subnet that was there already, too. */
function subnetNamed(world: World, id: Id): Id {
  const [stackName = '', name = ''] = id.split('/');
  const stack = world.set.stacks.get(stackName);
  const output = stack?.template.outputs[name];
  if (!stack || !output || !stack.conditions.holds(output.condition)) return id;
  return readId(stack.resolve(output.value)) ?? id;
}

/** The groups that stand in the templates, without some. The more groups, the more ways: one wearer of all tells. */
export function allGroupsBut(world: World, without: readonly Id[]): Id[] {
  return [...world.network.groups.values()]
    .filter(
      ({ id, isDefault, perhapsMore }) =>
        !isDefault &&
        !perhapsMore &&
        !without.includes(id) &&
        !id.startsWith(`${INVENTORY_STACK}/`),
    )
    .map(({ id }) => id);
}

/** The nodes of which some interface wears all these groups. */
export function wearersOf(world: World, groups: readonly Id[]): Id[] {
  return [...world.network.nodes.values()]
    .filter(({ interfaces }) =>
      interfaces.some(
        ({ groups: worn }) =>
          worn.kind === 'groups' && groups.every((group) => worn.ids.includes(group)),
      ),
    )
    .map(({ id }) => id);
}

/** Declared as a resource or an output, and its condition is false: it is not here on purpose. */
export function isConditional(world: World, id: Id): boolean {
  const { stack: stackName, logicalId } = splitId(id);
  const stack = world.set.stacks.get(stackName);
  if (!stack) return false;
  const output = stack.template.outputs[logicalId];
  if (output) return !stack.conditions.holds(output.condition);
  return stack.declaration(logicalId) !== undefined && !stack.has(logicalId);
}
