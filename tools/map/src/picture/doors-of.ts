import { InputError } from '@private-lambda/command-line/input-error';
import { listDoors } from 'cfn-reach/src/cloudformation/invocation/doors.ts';
import { exploreCases, TOO_MANY_CASES } from 'cfn-reach/src/template/explore-cases.ts';
import { type System, stackSet } from 'cfn-reach/src/template/system.ts';

export interface ShownDoor {
  /** As a claim names it. */
  readonly name: string;
  /** It may not be there, or may not lead to the function. */
  readonly isPerhaps: boolean;
}

/**
 * The doors of a function in every outcome of the conditions, those of doors among them, which decide no connection: one
 * that is not there in each of them is perhaps there.
 * @param type of the function's resource
 * @throws InputError `MAP_CASES`
 */
export function doorsOf(system: System, id: string, type: string | undefined): ShownDoor[] {
  const cases = exploreCases((assumptions) => {
    const set = stackSet(system, assumptions);
    const isThere =
      type === undefined || set.ofType((each) => each === type).some((each) => each.id === id);
    return isThere ? listDoors(set, id) : undefined;
  });
  if (!cases) throw new InputError('MAP_CASES', `${id}: no map of its doors: ${TOO_MANY_CASES}`);
  const found = cases.flatMap(({ result }) => (result ? [result] : []));
  const names = new Set(found.flatMap((doors) => doors.map(({ name }) => name)));
  return [...names].map((name) => ({
    name,
    isPerhaps: !found.every((doors) =>
      doors.some((door) => door.name === name && door.perhaps === undefined),
    ),
  }));
}
