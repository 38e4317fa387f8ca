import type { Assumptions } from './assumptions.ts';
import type { Surroundings } from './evaluator.ts';
import { Exports, refuseCircularImports, refuseDoubleExports } from './exports.ts';
import { isRecord } from './is-record.ts';
import { splitId } from './logical-id.ts';
import { ParameterStore } from './parameter-store.ts';
import { pseudoParameters } from './parameters.ts';
import type { Resource } from './resource.ts';
import { ResourceIndex } from './resource-index.ts';
import { Stack } from './stack.ts';
import type { Template } from './template.ts';
import { NO_VALUE, type Value } from './value.ts';

/** The given templates, read and checked for their shape. */
export interface System {
  readonly templates: readonly Template[];
  readonly parameters: ReadonlyMap<string, ReadonlyMap<string, string>>;
  readonly region: string;
  /** Physical id → id of what the inventory holds under it. */
  readonly physicalIds: ReadonlyMap<string, string>;
  /** Name that people gave → the nodes that the inventory holds under it. */
  readonly names: ReadonlyMap<string, readonly string[]>;
  /** Why there may be others in the VPC than the inventory shows. */
  readonly unseen?: string | undefined;
}

/** The stacks of a system in one case: every condition is true or false. */
export interface StackSet {
  readonly region: string;
  readonly stacks: ReadonlyMap<string, Stack>;
  /**
   * The resources of some types that exist. Conditions of other resources are not looked at, so that an unknown
   * behind one of them decides nothing.
   */
  ofType(accepts: (type: string) => boolean): Resource[];
  /** The same, with those whose condition is not settled. */
  thatMayExist(accepts: (type: string) => boolean): Resource[];
  /** The resources that have one of these words in their properties. */
  withWords(words: readonly string[]): Resource[];
}

/** @throws Undecided when a condition turns on an unknown that the assumptions do not settle */
export function stackSet(system: System, assumptions: Assumptions): StackSet {
  const stacks = new Map<string, Stack>();
  const exports = new Exports(stacks);
  const store = new ParameterStore(stacks);
  const surroundings: Surroundings = {
    region: system.region,
    assumptions,
    physicalIds: system.physicalIds,
    importValue: (name) => exports.valueOf(name),
    storedValue: (name) => store.valueOf(name),
    nestedStack: (id) => stacks.get(id),
  };
  // Parents first: whether a nested stack exists is their affair.
  for (const template of system.templates.toSorted(byDepth)) {
    const { stack: name } = template;
    const { stack: parentName, logicalId } = splitId(name);
    const isNested = parentName !== '';
    const parent = stacks.get(parentName);
    if (isNested && !parent?.has(logicalId)) continue;
    const own = system.parameters.get(name);
    const given = (parameter: string) =>
      own?.get(parameter) ?? (parent && fromParent(parent, logicalId, parameter));
    const pseudo = pseudoParameters(name, system.region, isNested);
    stacks.set(name, new Stack(template, given, pseudo, surroundings));
  }
  refuseDoubleExports(exports);
  refuseCircularImports(stacks, exports);
  const index = new ResourceIndex(stacks);
  return {
    region: system.region,
    stacks,
    ofType: (accepts) => index.ofType(accepts),
    thatMayExist: (accepts) => index.thatMayExist(accepts),
    withWords: (words) => index.withWords(words),
  };
}

function byDepth(a: Template, b: Template): number {
  return a.stack.split('/').length - b.stack.split('/').length;
}

/** "AWS::CloudFormation::Stack": the parameters that a stack gives to one that is nested in it. */
function fromParent(parent: Stack, logicalId: string, parameter: string): Value | undefined {
  const given = parent.declaration(logicalId)?.properties['Parameters'];
  const raw = isRecord(given) && Object.hasOwn(given, parameter) ? given[parameter] : undefined;
  if (raw === undefined) return undefined;
  const value = parent.resolveOptional(raw);
  return value === NO_VALUE || value === null ? undefined : value;
}
