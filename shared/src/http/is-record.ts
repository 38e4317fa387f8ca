/** @returns whether the value is an object with named fields, which arrays and null are not */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
