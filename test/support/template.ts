/** A CloudFormation template, as far as every template has the same form. */
export interface Template {
  Parameters?: Record<string, Parameter>;
  Conditions?: Record<string, unknown>;
  Resources: Record<string, Resource>;
  Outputs: Record<string, Output>;
}

export interface Parameter {
  Type: string;
  AllowedValues?: string[];
  [attribute: string]: unknown;
}

export interface Resource {
  Type: string;
  Condition?: string;
  Properties?: Record<string, unknown>;
  [attribute: string]: unknown;
}

export interface Output {
  Condition?: string;
  Description?: string;
  Value: unknown;
  Export?: { Name: unknown };
}

/** @throws {Error} when there is no such resource */
export function resourceOf(template: Template, id: string): Resource {
  const resource = template.Resources[id];
  if (!resource) throw new Error(`no resource ${id}`);
  return resource;
}

/** `[id, resource]` of each resource of a type. */
export function resourcesOfType(template: Template, type: string): [string, Resource][] {
  return Object.entries(template.Resources).filter(([, resource]) => resource.Type === type);
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value as a list: nothing is empty, one value is a list of one. */
export function listOf(value: unknown): unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

/** The value at a path of keys, `undefined` where the path ends early. */
export function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((inner, key) => (isRecord(inner) ? inner[key] : undefined), value);
}

/**
 * The id that `{Ref: id}` or `{Fn::GetAtt: [id, …]}` names, or the one of a list that `Fn::Select` takes: whatever else
 * stands in the list is there for the order.
 */
export function referencedId(value: unknown): string | undefined {
  const [index, list] = listOf(at(value, 'Fn::Select'));
  if (list !== undefined) return referencedId(listOf(list)[Number(index)]);
  const [id] = [...listOf(at(value, 'Ref')), ...listOf(at(value, 'Fn::GetAtt'))];
  return typeof id === 'string' ? id : undefined;
}

/** Whether `{Ref: id}` stands anywhere in it. */
export function refersTo(value: unknown, id: string): boolean {
  if (Array.isArray(value)) return value.some((inner) => refersTo(inner, id));
  if (!isRecord(value)) return false;
  return value['Ref'] === id || Object.values(value).some((inner) => refersTo(inner, id));
}
