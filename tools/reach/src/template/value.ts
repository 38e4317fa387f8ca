/**
 * What a piece of a template comes to once its functions are carried out. Besides JSON there are three things that a
 * template can name before anything is deployed without saying what they are: a value that nobody has given
 * (`UnknownValue`), the identity of a resource (`Reference`), and text with such things inside (`Text`).
 */
export type Value =
  | string
  | number
  | boolean
  | null
  | UnknownValue
  | Reference
  | Text
  | readonly Value[]
  | ValueMap;

/** Stands for `AWS::NoValue`: whatever it is given to is as if it were not stated. */
export const NO_VALUE = Symbol('AWS::NoValue');
export type Resolved = Value | typeof NO_VALUE;

export interface ValueMap {
  readonly [key: string]: Value;
}

/** A value that the templates do not settle. Two with one name are the same value, whatever it is. */
export class UnknownValue {
  /**
   * @param name its identity  @param why half a sentence about it
   * @param source `<stack>/<LogicalId>` of what would have to be given
   */
  constructor(
    readonly name: string,
    readonly why: string,
    readonly source: string = name,
  ) {}
}

/** A reference to what the template does not have, or has not in this case: CloudFormation will refuse it. */
export class MissingResource extends UnknownValue {}

/** An import that no given stack exports: what it names belongs to a stack that was not given. */
export class NotExported extends UnknownValue {}

/** `Ref` or `Fn::GetAtt` of a resource; `attribute` is `Ref` for the former. */
export class Reference {
  constructor(
    readonly resource: string,
    readonly attribute: string,
  ) {}
}

export type TextPart = string | UnknownValue | Reference;

/** Text with unknown parts, such as an ARN with the account's number. Made by `joinText`, never with one part. */
export class Text {
  /** As `lengthOf`. It is asked for more often than the parts can be counted. */
  readonly length: number;

  constructor(readonly parts: readonly TextPart[]) {
    this.length = parts.reduce((sum, part) => sum + lengthOf(part), 0);
  }
}

/** In characters. Names of unknown values hold what they were made of. */
export function lengthOf(value: Resolved): number {
  if (typeof value === 'string' || value instanceof Text) return value.length;
  if (value instanceof UnknownValue) return value.name.length;
  return value instanceof Reference ? value.resource.length : 1;
}

export function isMap(value: unknown): value is ValueMap {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof UnknownValue) &&
    !(value instanceof Reference) &&
    !(value instanceof Text)
  );
}

export function isList(value: unknown): value is readonly Value[] {
  return Array.isArray(value);
}

/** The parts of a scalar as text; undefined for lists, maps and null, which no text can hold. */
export function textParts(value: Value): readonly TextPart[] | undefined {
  if (value instanceof Text) return value.parts;
  if (value instanceof UnknownValue || value instanceof Reference) return [value];
  if (typeof value === 'string') return [value];
  if (typeof value === 'number' || typeof value === 'boolean') return [String(value)];
  return undefined;
}

/** Joins parts to the simplest value that holds them: a string, a lone unknown or reference, or a `Text`. */
export function joinText(parts: readonly TextPart[]): string | UnknownValue | Reference | Text {
  const merged: TextPart[] = [];
  for (const part of parts) {
    const last = merged.at(-1);
    if (typeof part === 'string' && typeof last === 'string')
      merged[merged.length - 1] = last + part;
    else if (part !== '') merged.push(part);
  }
  const [first, second] = merged;
  if (first === undefined) return '';
  return second === undefined ? first : new Text(merged);
}

/** The pieces between delimiters; what is no text holds none. */
export function splitText(parts: readonly TextPart[], delimiter: string): Value[] {
  const items: TextPart[][] = [[]];
  for (const part of parts) {
    if (typeof part !== 'string') {
      items.at(-1)?.push(part);
      continue;
    }
    const [first, ...others] = part.split(delimiter);
    items.at(-1)?.push(first ?? '');
    for (const other of others) items.push([other]);
  }
  return items.map(joinText);
}

/** One line that is equal for equal values: for comparing, and for naming a value in a message. */
export function describeValue(value: Value): string {
  if (value instanceof UnknownValue) return `<${value.name}>`;
  if (value instanceof Reference) {
    return value.attribute === 'Ref' ? value.resource : `${value.resource}.${value.attribute}`;
  }
  if (value instanceof Text) return value.parts.map(describeValue).join('');
  if (isList(value)) return `[${value.map(describeValue).join(', ')}]`;
  if (isMap(value)) {
    return `{${Object.entries(value)
      .map(([key, item]) => `${key}: ${describeValue(item)}`)
      .join(', ')}}`;
  }
  return String(value);
}

/** The first unknown inside a value, to say in a message what would have to be given. */
export function firstUnknown(value: Value | undefined): UnknownValue | undefined {
  if (value === undefined) return undefined;
  if (value instanceof UnknownValue) return value;
  if (value instanceof Text) return value.parts.find((part) => part instanceof UnknownValue);
  const inside = isList(value) ? value : isMap(value) ? Object.values(value) : [];
  for (const item of inside) {
    const found = firstUnknown(item);
    if (found) return found;
  }
  return undefined;
}
