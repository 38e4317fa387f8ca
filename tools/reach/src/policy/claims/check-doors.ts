import { listDoors } from '../../cloudformation/invocation/doors.ts';
import type { Finding } from '../finding.ts';
import type { Claim } from '../policy-file.ts';
import { fullId } from '../variables.ts';
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
  const found = listDoors(world.set, id);
  const file = (at: string) =>
    system.templates.find(({ stack }) => at.startsWith(`${stack}/`))?.file ?? 'the templates';
  return [
    ...found
      .filter(({ name }) => !claimed.includes(name))
      .map(
        ({ name, at, perhaps }): Finding => ({
          outcome: perhaps === undefined ? 'violated' : 'undecided',
          message:
            perhaps === undefined
              ? `${id} has one more door: ${name}`
              : `${id} has perhaps one more door: ${name}: ${perhaps}`,
          remedy: `remove or narrow ${at} (${file(at)})`,
          at,
        }),
      ),
    ...claimed
      .filter((name) => !found.some((door) => door.name === name))
      .map(
        (name): Finding => ({
          outcome: 'violated',
          message: `${id} has no door ${name}`,
          at: id,
        }),
      ),
  ];
}
