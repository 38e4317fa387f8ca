import type { Evaluator } from './evaluator.ts';
import { describeValue, UnknownValue, type Value } from './value.ts';

/**
 * What the given stacks put into the Parameter Store (`AWS::SSM::Parameter`), for those that read it there
 * ("Parameter types supplied by AWS", "Get a plaintext value from Systems Manager Parameter Store").
 */
export class ParameterStore {
  private byName: ReadonlyMap<string, readonly StoredParameter[]> | undefined;

  /** @param stacks filled in by the caller before the first value is asked for */
  constructor(private readonly stacks: ReadonlyMap<string, Evaluator>) {}

  /** @returns undefined when none of the stacks, or more than one, stores a value under the name */
  valueOf(name: string): Value | undefined {
    this.byName ??= this.collect();
    const [found, other] = (this.byName.get(name) ?? []).filter(({ stack, logicalId }) =>
      stack.has(logicalId),
    );
    return found && !other ? found.stack.resolve(found.value) : undefined;
  }

  private collect(): Map<string, StoredParameter[]> {
    const found = new Map<string, StoredParameter[]>();
    for (const stack of this.stacks.values()) {
      for (const [logicalId, { type, properties }] of Object.entries(stack.template.resources)) {
        if (type !== 'AWS::SSM::Parameter' || properties['Name'] === undefined) continue;
        const name = describeValue(stack.resolve(properties['Name']));
        const stored = { stack, logicalId, value: properties['Value'] };
        const others = found.get(name);
        if (others) others.push(stored);
        else found.set(name, [stored]);
      }
    }
    return found;
  }
}

interface StoredParameter {
  readonly stack: Evaluator;
  readonly logicalId: string;
  readonly value: unknown;
}

const REFERENCE = /\{\{resolve:[^{}]*\}\}/;

/**
 * "Dynamic references": the newest value of a parameter that a given stack stores. Secrets and numbered versions are
 * looked up at the deploy.
 * @returns the pieces of a text, with what each reference in it stands for; undefined for a text without one
 */
export function resolveReferences(stack: Evaluator, text: string): Value[] | undefined {
  if (!REFERENCE.test(text)) return undefined;
  return text.split(/(\{\{resolve:[^{}]*\}\})/).map((piece) => {
    if (!REFERENCE.test(piece)) return piece;
    const [, name] = /^\{\{resolve:ssm:([^:}]+)\}\}$/.exec(piece) ?? [];
    const stored = name === undefined ? undefined : stack.surroundings.storedValue(name);
    const missing = name ?? piece;
    return (
      stored ??
      new UnknownValue(
        `${stack.name}/${piece}`,
        'a dynamic reference, looked up at the deploy',
        `${stack.name}/${missing}`,
      )
    );
  });
}
