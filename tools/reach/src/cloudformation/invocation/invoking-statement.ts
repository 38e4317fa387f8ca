import { isMap, type Value, type ValueMap } from '../../template/value.ts';
import { readText } from '../read/read-value.ts';

/** Actions that invoke a function, `*` and patterns among them. */
const INVOKING = /^(\*|(lambda:)?(invoke.*|.*[*?].*))$/i;

/** Whether an action of a policy, or of a permission, invokes. */
export function isInvoking(action: string): boolean {
  return INVOKING.test(action);
}

/** "IAM JSON policy elements reference": a statement of a policy. */
export function isStatement(value: Value): value is ValueMap {
  return isMap(value) && 'Effect' in value && ('Action' in value || 'NotAction' in value);
}

/** What a statement may let somebody invoke: what it is about, unless it denies, or allows only something else. */
export function invokedByStatement({ Effect, Action, Resource, NotResource }: ValueMap): Value[] {
  if (readText(Effect) === 'Deny') return [];
  const actions = [Action ?? '*'].flat().map(readText);
  const mayInvoke = actions.some((action) => typeof action !== 'string' || isInvoking(action));
  return mayInvoke ? [Resource ?? null, NotResource ?? null] : [];
}
