import { InputError } from '@private-lambda/command-line/input-error';
import { Conditions } from './conditions.ts';
import type { Evaluator, Surroundings } from './evaluator.ts';
import { resolveFunction } from './functions.ts';
import { isRecord } from './is-record.ts';
import { resolveReferences } from './parameter-store.ts';
import { type PseudoParameters, resolveParameter } from './parameters.ts';
import type { Template } from './template.ts';
import {
  isList,
  joinText,
  lengthOf,
  NO_VALUE,
  type Resolved,
  type TextPart,
  textParts,
  UnknownValue,
  type Value,
} from './value.ts';

/** Functions nested deeper than this are a mistake in the template; a stack overflow would say nothing. */
const MAX_DEPTH = 200;

/**
 * A template can refer to one thing so often that its text doubles with each resource. One of 1,000 services takes
 * 70,000 steps.
 */
export const MAX_STEPS = 1_000_000;

/** CloudFormation takes no template over 1 MB, so that no text that it makes is longer. Characters. */
const MAX_TEXT = 1_000_000;

/** Of a text or name that a function makes: whoever takes it looks at each. */
const CHARACTERS_PER_STEP = 100;

/** One template with its parameters' values: carries out the functions of CloudFormation. */
export class Stack implements Evaluator {
  readonly conditions: Conditions;
  private depth = 0;
  private steps = 0;
  /** The attributes that are being resolved. */
  private readonly open = new Set<string>();

  constructor(
    readonly template: Template,
    /** The value that a parameter is given, if any. */
    readonly given: (parameter: string) => Value | undefined,
    readonly pseudo: PseudoParameters,
    readonly surroundings: Surroundings,
  ) {
    this.conditions = new Conditions(this);
  }

  get name(): string {
    return this.template.stack;
  }

  /** `<stack>/<LogicalId>`, as every answer names it. */
  id(logicalId: string): string {
    return `${this.name}/${logicalId}`;
  }

  /** Whether the resource is declared and its condition holds. */
  has(logicalId: string): boolean {
    const declared = this.declaration(logicalId);
    return declared !== undefined && this.conditions.holds(declared.condition);
  }

  declaration(logicalId: string) {
    return Object.hasOwn(this.template.resources, logicalId)
      ? this.template.resources[logicalId]
      : undefined;
  }

  /** A value that is not settled, unless the present case takes one for granted. */
  unknown(name: string, why: string, source = name): UnknownValue | string {
    return this.surroundings.assumptions.valueOf(name) ?? new UnknownValue(name, why, source);
  }

  /** A literal that is the id of something in the inventory means that thing. */
  known(text: string): string {
    return this.surroundings.physicalIds.get(text) ?? text;
  }

  parameter(name: string): Value | undefined {
    return resolveParameter(this, name);
  }

  /** Like `resolveOptional`, for places where a value has to stand: `AWS::NoValue` there is null. */
  resolve(raw: unknown): Value {
    const value = this.resolveOptional(raw);
    return value === NO_VALUE ? null : value;
  }

  /** Carries out the functions inside a raw value. Items and entries that are `AWS::NoValue` fall away. */
  resolveOptional(raw: unknown): Resolved {
    return this.deeper(() => this.resolveNested(raw));
  }

  /** Does a part of the work, and counts it. @throws InputError for one that is too deep, or one too many */
  deeper<T>(work: () => T): T {
    if (this.depth > MAX_DEPTH) {
      throw new InputError(
        'REACH_TEMPLATE_DEPTH',
        `${this.template.file}: functions nested more than ${MAX_DEPTH} deep, or in a circle`,
      );
    }
    this.takeSteps(1);
    this.depth += 1;
    try {
      return work();
    } finally {
      this.depth -= 1;
    }
  }

  /** @throws InputError for parts that together are longer than anything CloudFormation takes */
  join(parts: readonly TextPart[]): ReturnType<typeof joinText> {
    this.refuseLong(parts.reduce((sum, part) => sum + lengthOf(part), 0));
    return joinText(parts);
  }

  /** Counts work that is not done in `deeper`. @throws InputError for one step too many */
  takeSteps(count: number): void {
    this.steps += count;
    if (this.steps <= MAX_STEPS) return;
    throw new InputError(
      'REACH_TEMPLATE_STEPS',
      `${this.template.file}: its functions refer to each other so often, or its wildcards have to be compared with so much, that they take more than ${MAX_STEPS} steps`,
    );
  }

  private refuseLong(length: number) {
    if (length <= MAX_TEXT) return;
    throw new InputError(
      'REACH_TEMPLATE_TEXT',
      `${this.template.file}: its functions make a text of more than ${MAX_TEXT} characters`,
    );
  }

  /** What a function has made is looked at by whoever asked for it, as often as it is asked for. */
  private counted(made: Resolved): Resolved {
    if (isList(made)) this.takeSteps(made.length);
    const length = lengthOf(made);
    this.refuseLong(length);
    this.takeSteps(length / CHARACTERS_PER_STEP);
    return made;
  }

  /** A property that an attribute of its resource repeats. */
  resolveAttribute(logicalId: string, attribute: string, raw: unknown): Resolved {
    const name = `${logicalId}.${attribute}`;
    if (this.open.has(name)) {
      throw new InputError(
        'REACH_CIRCULAR_REFERENCE',
        `${this.template.file}: ${name} refers to itself, by way of ${[...this.open].join(' -> ')}`,
      );
    }
    this.open.add(name);
    try {
      return this.resolveOptional(raw);
    } finally {
      this.open.delete(name);
    }
  }

  private resolveNested(raw: unknown): Resolved {
    if (typeof raw === 'string') return this.resolveString(raw);
    if (typeof raw === 'number' || typeof raw === 'boolean') return raw;
    if (Array.isArray(raw)) return this.resolveList(raw);
    if (!isRecord(raw)) return null;
    const made = this.resolveCall(raw);
    return made === undefined ? this.resolveMap(raw) : this.counted(made);
  }

  private resolveList(raw: readonly unknown[]): Value {
    const items: Value[] = [];
    for (const item of raw) {
      const value = this.resolveOptional(item);
      if (value !== NO_VALUE) items.push(value);
    }
    return items;
  }

  private resolveMap(raw: Readonly<Record<string, unknown>>): Value {
    const map: Record<string, Value> = {};
    for (const [key, item] of Object.entries(raw)) {
      const value = this.resolveOptional(item);
      // A transform or a loop beside other keys: it may replace them, too.
      if (key.startsWith('Fn::'))
        return new UnknownValue(`${this.name}/${key}`, 'settled by the deploy');
      if (value !== NO_VALUE) map[key] = value;
    }
    return map;
  }

  /** A function is a mapping of one key. @returns undefined for any other mapping */
  private resolveCall(raw: Readonly<Record<string, unknown>>): Resolved | undefined {
    const [name, another] = Object.keys(raw);
    if (name === undefined || another !== undefined) return undefined;
    const isCall = name === 'Ref' || name === 'Condition' || name.startsWith('Fn::');
    return isCall ? resolveFunction(this, name, raw[name]) : undefined;
  }

  private resolveString(text: string): Value {
    const pieces = resolveReferences(this, text);
    return pieces ? this.join(pieces.flatMap((piece) => textParts(piece) ?? [])) : this.known(text);
  }

  /** What the stack's output is; undefined when it has none of that name. */
  output(name: string): Value | undefined {
    const { outputs } = this.template;
    const declared = Object.hasOwn(outputs, name) ? outputs[name] : undefined;
    return declared && this.conditions.holds(declared.condition)
      ? this.resolve(declared.value)
      : undefined;
  }
}
