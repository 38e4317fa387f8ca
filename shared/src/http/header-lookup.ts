import { MAX_REQUEST_HEADERS } from './limits.ts';
import { HttpError } from './problem.ts';

/** Header maps as events carry them: single-value or multi-value, from outside, so nothing about them is certain. */
export type EventHeaders = Readonly<Record<string, unknown>>;

/**
 * Looks up one header. Front ends send lower-case names, test events and emulators do not always; the walk over
 * the names compares only those of the right length.
 * @param name in lower case
 * @returns repeated values joined with `, `; undefined when absent
 */
export function findHeader(headers: EventHeaders | undefined, name: string): string | undefined {
  if (headers === undefined) return undefined;
  if (Object.hasOwn(headers, name)) return joined(headers[name]);
  for (const key in headers) {
    if (key.length === name.length && key.toLowerCase() === name) return joined(headers[key]);
  }
  return undefined;
}

/** @returns every header with its values, names in lower case, in an object without prototype */
export function collectHeaders(headers: EventHeaders | undefined): Record<string, string[]> {
  const collected: Record<string, string[]> = Object.create(null);
  for (const key in headers) {
    const name = key.toLowerCase();
    const values = collected[name] ?? [];
    collected[name] = values;
    for (const item of [headers[key]].flat()) {
      const text = textOf(item);
      if (text !== undefined) values.push(text);
    }
  }
  return collected;
}

/** The client's address: an ALB appends the one that it saw, so only the last entry is its own word. */
export function forwardedFor(request: {
  header(name: string): string | undefined;
}): string | undefined {
  return request.header('x-forwarded-for')?.split(',').at(-1)?.trim() || undefined;
}

/** @returns `name=value` of each cookie in the lines of the header */
export function splitCookies(lines: readonly string[] = []): string[] {
  return lines.flatMap((line) => line.split(/;\s*/)).filter(Boolean);
}

/** @returns whether there are more than `limit` header lines */
export function hasMoreHeadersThan(headers: EventHeaders | undefined, limit: number): boolean {
  let count = 0;
  for (const key in headers) {
    const value = headers[key];
    count += Array.isArray(value) ? value.length : 1;
    if (count > limit) return true;
  }
  return false;
}

/** The refusal of a request with more header lines than the limit. */
export function tooManyHeaders(): HttpError {
  const detail = `The request has more than ${MAX_REQUEST_HEADERS} headers.`;
  return new HttpError(431, 'HTTP_TOO_MANY_HEADERS', detail);
}

function joined(value: unknown): string | undefined {
  if (!Array.isArray(value)) return textOf(value);
  if (value.length === 1) return textOf(value[0]);
  const texts = value.map(textOf).filter((text) => text !== undefined);
  return texts.length === 0 ? undefined : texts.join(', ');
}

/** Events written by hand have a number where the length belongs. */
function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? String(value) : undefined;
}
