import type { Perhaps } from '../../model/network.ts';
import type { StackSet } from '../../template/system.ts';

/** "Template macros": what they, includes and loops come to is settled by the deploy, and may be anything. */
export function readExpansion(set: StackSet): Perhaps | undefined {
  for (const { name, template } of set.stacks.values()) {
    if (template.expansion === undefined) continue;
    const id = `${name}/${template.expansion}`;
    return { id, unknown: `${id} may add to the template what nobody can say before the deploy` };
  }
  return undefined;
}
