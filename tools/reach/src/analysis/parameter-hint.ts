import { splitId } from '../template/logical-id.ts';
import { isOpenParameter } from '../template/parameters.ts';
import type { StackSet } from '../template/system.ts';

/** `<stack>/<Name>` within a sentence. */
const IDS = /(?<![\w-])[A-Za-z][\w-]*(?:\/[A-Za-z0-9]+)+/g;

/** Why something is unknown, and the option that would settle it where it names a parameter without a value. */
export function withHint(because: string, { stacks }: StackSet): string {
  for (const [id] of because.matchAll(IDS)) {
    const { stack: name, logicalId } = splitId(id);
    const stack = stacks.get(name);
    if (!stack || !isOpenParameter(stack, logicalId)) continue;
    return `${because}; --param ${name}.${logicalId}=VALUE would settle it`;
  }
  return because;
}
