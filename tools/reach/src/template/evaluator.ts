import type { Assumptions } from './assumptions.ts';
import type { ResourceDeclaration } from './resource-declaration.ts';
import type { Template } from './template.ts';
import type { Resolved, TextPart, UnknownValue, Value } from './value.ts';

/** What a stack has to ask of its surroundings. */
export interface Surroundings {
  readonly region: string;
  readonly assumptions: Assumptions;
  /** Physical id → id of what the inventory holds under it. */
  readonly physicalIds: ReadonlyMap<string, string>;
  /** The value exported under this name by one of the given stacks. */
  importValue(name: Value): Value;
  /** What one of the given stacks puts into the Parameter Store under this name. */
  storedValue(name: string): Value | undefined;
  /** The stack that a resource of type AWS::CloudFormation::Stack makes, where its template is given. */
  nestedStack(id: string): Evaluator | undefined;
}

/** A stack as the functions of its template see it. */
export interface Evaluator {
  readonly name: string;
  readonly template: Template;
  /** The value that a parameter is given, if any. */
  readonly given: (parameter: string) => Value | undefined;
  readonly pseudo: ReadonlyMap<string, Value>;
  readonly surroundings: Surroundings;
  readonly conditions: {
    holds(name: string | undefined): boolean;
    evaluate(raw: unknown, where: string): boolean;
  };
  /** `<stack>/<LogicalId>` */
  id(logicalId: string): string;
  /** Whether the resource is declared and its condition holds. */
  has(logicalId: string): boolean;
  declaration(logicalId: string): ResourceDeclaration | undefined;
  parameter(name: string): Value | undefined;
  output(name: string): Value | undefined;
  unknown(name: string, why: string, source?: string): UnknownValue | string;
  /** A literal that is the id of something in the inventory means that thing. */
  known(text: string): string;
  /** Does a part of the work, which must not go on without end. */
  deeper<T>(work: () => T): T;
  /** Counts work of another kind. */
  takeSteps(count: number): void;
  /** A text of parts, which must not grow without end. */
  join(parts: readonly TextPart[]): Value;
  resolve(raw: unknown): Value;
  resolveOptional(raw: unknown): Resolved;
  resolveAttribute(logicalId: string, attribute: string, raw: unknown): Resolved;
}
