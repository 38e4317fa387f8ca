/**
 * The two parts of `<stack>/<LogicalId>`. A nested stack is named by its parent and its resource there, so that an id
 * may have more than one slash.
 */
export function splitId(id: string): { readonly stack: string; readonly logicalId: string } {
  const slash = id.lastIndexOf('/');
  return { stack: id.slice(0, Math.max(slash, 0)), logicalId: id.slice(slash + 1) };
}

/** The template that a resource stands in. */
export function templateOf<T extends { readonly stack: string }>(
  id: string,
  templates: readonly T[],
): T | undefined {
  const { stack } = splitId(id);
  return templates.find((template) => template.stack === stack);
}
