import type { Told } from '../picture/picture.ts';
import { partsOf } from './questions.ts';
import type { View } from './view.ts';

/** Everything is blocked that a view does not list: who was not asked about is not. */
export function isRestBlocked(
  { hasBlocked, items }: Pick<Told, 'hasBlocked' | 'items'>,
  { show, focus }: Pick<View, 'show' | 'focus'>,
): boolean {
  const [kind, id] = partsOf(show);
  const kinds = ['to', 'from', 'node'];
  if (hasBlocked || focus !== undefined || !kinds.includes(kind)) return false;
  const item = items.find((each) => each.id === id);
  // Whether the internet reaches AWS's own services is not asked.
  if (!item || item.kind === 'aws-service') return false;
  return item.kind !== 'internet' || kind === 'to';
}
