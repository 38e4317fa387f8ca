import type { Door } from '../../cloudformation/invocation/door.ts';
import { listDoors } from '../../cloudformation/invocation/doors.ts';
import type { Id } from '../../model/network.ts';
import { templateOf } from '../../template/logical-id.ts';
import type { Finding } from '../finding.ts';
import type { Claim } from '../policy-file.ts';
import { fullId } from '../variables.ts';
import type { World } from '../world.ts';
import { type ClaimContext, missingFinding } from './claim-context.ts';

/** `doors`: the function can be invoked in exactly these ways. */
export function checkDoors(
  { of, exactly }: NonNullable<Claim['doors']>,
  { world, bindings, system }: ClaimContext,
): Finding[] {
  const id = fullId(bindings, of);
  const node = world.network.nodes.get(id);
  if (!node) return [missingFinding(id, world)];
  if (node.kind !== 'function') {
    return [{ outcome: 'violated', message: `${id} is not a function, and has no doors`, at: id }];
  }
  const claimed = exactly.map((door) => {
    const [kind = '', ...rest] = door.split(' ');
    return `${kind} ${fullId(bindings, rest.join(' '))}`;
  });
  const stated = listDoors(world.set, id);
  const found = [...stated, ...doorsByAttachments(id, stated, world)];
  const file = (at: string) => templateOf(at, system.templates)?.file ?? 'the templates';
  return [
    ...found
      .filter((door) => !namesOf(door).some((name) => claimed.includes(name)))
      .map(
        ({ name, at, perhaps, admits }): Finding => ({
          outcome: perhaps === undefined ? 'violated' : 'undecided',
          message:
            perhaps === undefined
              ? `${id} has one more door: ${name}${admits === undefined ? '' : ` (${admits})`}`
              : `${id} has perhaps one more door: ${name}: ${perhaps}`,
          remedy: `remove or narrow ${at} (${file(at)})`,
          at,
        }),
      ),
    ...claimed
      .filter((name) => !found.some((door) => namesOf(door).includes(name)))
      .map(
        (name): Finding => ({
          outcome: 'violated',
          message: `${id} has no door ${name}`,
          at: id,
        }),
      ),
  ];
}

/** A door may be claimed by its own name or by that of the permission that it needs, or by both. */
function namesOf({ name, by = [] }: Door): readonly string[] {
  return [name, ...by];
}

/** What may reach the load balancers before the function. Of a VPC link it is known that it leads others there. */
function doorsByAttachments(id: Id, stated: readonly Door[], { reachability }: World): Door[] {
  return reachability.entrancesOf(id).flatMap(({ attachment, path }) => {
    const isCertain = path.state === 'yes' && attachment.isModelled;
    return attachment.doors
      .filter(({ name }) => !stated.some((each) => each.name === name))
      .map((door) => ({ ...door, perhaps: isCertain ? undefined : attachment.unknown }));
  });
}
