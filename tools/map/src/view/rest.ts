import type { Told } from '../picture/picture.ts';
import { partsOf } from './questions.ts';
import type { View } from './view.ts';

/** Everything is blocked that a view does not list: who was not asked about is not. */
export function isRestBlocked(
  { hasBlocked, items }: Pick<Told, 'hasBlocked' | 'items'>,
  { show, focus }: Pick<View, 'show' | 'focus'>,
): boolean {
  const [kind, id] = partsOf(show);
  const item = items.find((each) => each.id === id);
  if (hasBlocked || focus !== undefined || !item) return false;
  // Whether the internet reaches AWS's own services is not asked.
  if (item.kind === 'aws-service') return false;
  if (kind === 'to') return item.answers;
  if (item.kind === 'internet' || !item.opens) return false;
  return kind === 'from' || (kind === 'node' && item.answers);
}
