import { InputError } from '@private-lambda/command-line/input-error';
import type { Assumptions } from './assumptions.ts';
import { Conditions } from './conditions.ts';
import { resolveFunction } from './functions.ts';
import { isRecord } from './is-record.ts';
import { type PseudoParameters, resolveParameter } from './parameters.ts';
import type { Template } from './template.ts';
import { NO_VALUE, type Resolved, Unknown, type Value } from './value.ts';

/** What a stack has to ask of its surroundings. */
export interface Surroundings {
  readonly region: string;
  readonly assumptions: Assumptions;
  /** Physical id → id of what the inventory holds under it. */
  readonly physicalIds: ReadonlyMap<string, string>;
  /** The value exported under this name by one of the given stacks. */
  importValue(name: Value): Value;
}

/** Functions nested deeper than this are a mistake in the template; a stack overflow would say nothing. */
const MAX_DEPTH = 200;

/** One template with its parameters' values: carries out the functions of CloudFormation. */
export class Stack {
  readonly conditions: Conditions;
  private depth = 0;
  /** The attributes that are being resolved. */
  private readonly open = new Set<string>();

  constructor(
    readonly template: Template,
    readonly given: ReadonlyMap<string, string>,
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
  unknown(name: string, why: string, source = name): Unknown | string {
    return this.surroundings.assumptions.valueOf(name) ?? new Unknown(name, why, source);
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
    if (this.depth > MAX_DEPTH) {
      throw new InputError(
        'REACH_TEMPLATE_DEPTH',
        `${this.template.file}: functions nested more than ${MAX_DEPTH} deep, or in a circle`,
      );
    }
    this.depth += 1;
    try {
      return this.resolveNested(raw);
    } finally {
      this.depth -= 1;
    }
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
    if (Array.isArray(raw)) {
      const items: Value[] = [];
      for (const item of raw) {
        const value = this.resolveOptional(item);
        if (value !== NO_VALUE) items.push(value);
      }
      return items;
    }
    if (!isRecord(raw)) return null;
    const [[name, argument] = [], ...others] = Object.entries(raw);
    if (name !== undefined && others.length === 0) {
      if (name === 'Ref' || name === 'Condition' || name.startsWith('Fn::')) {
        const result = resolveFunction(this, name, argument);
        if (result !== undefined) return result;
      }
    }
    const map: Record<string, Value> = {};
    for (const [key, item] of Object.entries(raw)) {
      const value = this.resolveOptional(item);
      if (value !== NO_VALUE) map[key] = value;
    }
    return map;
  }

  /** "Dynamic references": looked up by CloudFormation while it deploys. */
  private resolveString(text: string): string | Unknown {
    const dynamic = /\{\{resolve:[^}]*\}\}/.exec(text);
    if (!dynamic) return this.known(text);
    return new Unknown(`${this.name}/${text}`, 'a dynamic reference, looked up at the deploy');
  }
}
