import type { ResourceDeclaration } from '../template/resource-declaration.ts';

/** A resource as a template would declare it, under its physical id. */
export type Declaration = readonly [id: string, declaration: ResourceDeclaration];

/** Properties that are undefined are not stated. */
export function declare(
  id: string,
  type: string,
  properties: Readonly<Record<string, unknown>>,
): Declaration {
  const stated = Object.entries(properties).filter(([, value]) => value !== undefined);
  return [id, { type, condition: undefined, properties: Object.fromEntries(stated) }];
}

export const ref = (id: string | undefined) => (id === undefined ? undefined : { Ref: id });
