import type { Snapshot } from '@private-lambda/inventory/snapshot';

/** A part of a snapshot that was read. @throws Error for one that was not: nothing known is not nothing there */
export function present<Part extends keyof Snapshot>(
  snapshot: Snapshot,
  part: Part,
): NonNullable<Snapshot[Part]> {
  const found = snapshot[part];
  if (found !== undefined && found !== null) return found;
  throw new Error(`the snapshot does not hold ${String(part)}`);
}
