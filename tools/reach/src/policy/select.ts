import type { Id } from '../model/network.ts';
import type { Source } from './policy-file.ts';
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
      const named = ('wearing' in source ? source.wearing : source.wearingAllBut).map((id) =>
        fullId(bindings, id),
      );
      missing.push(...named.filter((id) => !world.network.groups.has(id)));
      const worn = 'wearing' in source ? named : allGroupsBut(world, named);
      const name =
        'wearing' in source
          ? `a wearer of ${named.join(' and ')}`
          : `a wearer of all groups but ${named.join(' and ')}`;
      for (const short of source.in) {
        const subnet = fullId(bindings, short);
        if (world.network.subnets.has(subnet)) ids.push(world.suppose(name, subnet, worn, false));
        else if (!isConditional(world, subnet)) missing.push(subnet);
      }
      if ('wearing' in source) ids.push(...wearersOf(world, named));
    }
  }
  return { ids: [...new Set(ids)], missing };
}

/** The groups that stand in the templates, without some. The more groups, the more ways: one wearer of all tells. */
export function allGroupsBut(world: World, without: readonly Id[]): Id[] {
  return [...world.network.groups.values()]
    .filter(({ id, isDefault, more }) => !isDefault && !more && !without.includes(id))
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

/** Declared, and its condition is false: it is not here on purpose. */
export function isConditional(world: World, id: Id): boolean {
  const [stackName = '', logicalId = ''] = id.split('/');
  const stack = world.set.stacks.get(stackName);
  return stack?.declaration(logicalId) !== undefined && !stack.has(logicalId);
}
