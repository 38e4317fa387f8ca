import type { Id, InvokedFunction, Unknown } from '../../model/network.ts';
import type { Resource } from '../../template/resource.ts';
import type { StackSet } from '../../template/system.ts';
import {
  describeValue,
  joinText,
  Reference,
  type TextPart,
  textParts,
  UnknownValue,
  type Value,
} from '../../template/value.ts';
import { perhapsOwner, readId, readText, unknownBecause } from '../read/read-value.ts';
import { isTooLongForArn, matchArn } from './match-arn.ts';

export function isFunction(type: string): boolean {
  return type === 'AWS::Lambda::Function' || type === 'AWS::Serverless::Function';
}

/**
 * Finds the function that a value names: by reference, by ARN or by name, with its alias or version.
 * "Lambda function ARNs": a policy of the function does not speak for its aliases, nor theirs for it.
 */
export class InvokedFunctions {
  private readonly byName = new Map<string, Id>();
  private readonly names = new Map<Id, { name: Value; stack: Resource['stack'] }>();
  private readonly functions = new Set<Id>();
  private readonly qualified = new Map<Id, Resource>();

  constructor(set: StackSet) {
    for (const resource of set.ofType(isFunction)) {
      this.functions.add(resource.id);
      const name = resource.get('FunctionName');
      if (name === undefined) continue;
      this.names.set(resource.id, { name, stack: resource.stack });
      this.byName.set(describeValue(name), resource.id);
    }
    for (const resource of set.ofType((type) => /^AWS::Lambda::(Alias|Version)$/.test(type))) {
      this.qualified.set(resource.id, resource);
    }
  }

  /** The name that the template gives a function. */
  nameOf(id: Id): string | undefined {
    const named = this.names.get(id);
    return named && describeValue(named.name);
  }

  /** Its aliases and versions in the templates. */
  qualifiedOf(id: Id): Id[] {
    return [...this.qualified.keys()].filter((alias) => this.findById(alias)?.function === id);
  }

  /** Every function, by itself and by each of its aliases and versions. */
  all(): InvokedFunction[] {
    const plain = [...this.functions].map((id) => ({ function: id, qualifier: undefined }));
    const qualified = [...this.qualified.keys()].flatMap((id) => this.findById(id) ?? []);
    return [...plain, ...qualified];
  }

  find(value: Value | undefined): InvokedFunction | undefined {
    if (value === undefined || isTooLongForArn(value)) return undefined;
    const [first, ...rest] = textParts(value) ?? [];
    if (!(first instanceof Reference)) {
      const text = describeValue(value);
      return this.findById(text) ?? this.findByName(text);
    }
    const found = this.findById(first.resource);
    const suffix = describeValue(rest.map(describeValue).join('')).replace(/^:/, '');
    return found && suffix !== '' && !found.qualifier ? { ...found, qualifier: suffix } : found;
  }

  /** By the id of the function, or that of one of its aliases or versions. */
  private findById(id: Id): InvokedFunction | undefined {
    const qualified = this.qualified.get(id);
    if (qualified) {
      const target = this.find(qualified.get('FunctionName'));
      return target && { function: target.function, qualifier: qualifierOf(qualified) };
    }
    return this.functions.has(id) ? { function: id, qualifier: undefined } : undefined;
  }

  /**
   * Why a value that names none of these functions may name one of them all the same: it is not known, or the name of
   * the function is not.
   * @param question what that leaves open, as of `perhapsOwner`
   * @param id the function; any of them, where it is left out
   */
  perhapsNames(value: Value | undefined, question: string, id?: Id): Unknown | undefined {
    if (value === undefined || this.find(value)) return undefined;
    const parts = nameParts(value);
    const unknown = parts.find((part) => part instanceof UnknownValue);
    if (unknown) return perhapsOwner(unknown, question);
    const named = id === undefined ? undefined : this.names.get(id);
    if (named === undefined) return undefined;
    const { name, stack } = named;
    const isPerhaps = matchArn(joinText(parts), name, stack) === 'perhaps';
    return isPerhaps ? { unknown: `${question}: ${unknownBecause(name).unknown}` } : undefined;
  }

  /** `name`, `name:alias`, or an ARN that ends so. */
  private findByName(text: string): InvokedFunction | undefined {
    const name = text.includes(':function:') ? (text.split(':function:')[1] ?? '') : text;
    const exact = this.byName.get(name);
    if (exact !== undefined) return { function: exact, qualifier: undefined };
    const colon = name.lastIndexOf(':');
    const found = colon < 0 ? undefined : this.byName.get(name.slice(0, colon));
    return found === undefined ? undefined : { function: found, qualifier: name.slice(colon + 1) };
  }
}

/** What follows `:function:` in an ARN; all of what is none. The account of an ARN is not known, and names nothing. */
function nameParts(value: Value): readonly TextPart[] {
  const parts = textParts(value) ?? [];
  const at = parts.findIndex((part) => typeof part === 'string' && part.includes(':function:'));
  const start = parts[at];
  if (typeof start !== 'string') return parts;
  return [start.slice(start.indexOf(':function:') + ':function:'.length), ...parts.slice(at + 1)];
}

/** An alias goes by its name, a version by its resource. */
function qualifierOf(resource: Resource): string {
  const name = readText(resource.get('Name'));
  return typeof name === 'string' ? name : (readId(resource.get('Name')) ?? resource.id);
}
