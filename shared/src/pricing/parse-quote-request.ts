import * as v from 'valibot';
import { isRecord } from '../http/is-record.ts';
import { type QuoteRequest, quoteRequestSchema } from './contract.ts';
import { pricingError } from './pricing-error.ts';

/** Longest field name that an answer repeats, in UTF-16 units. */
const MAX_FIELD_LENGTH = 64;

/**
 * Validates a quote request; both sides of the hop do.
 * @throws HttpError 422 PRICING_INVALID_QUOTE naming each wrong field and what is expected there
 */
export function parseQuoteRequest(body: unknown): QuoteRequest {
  // To valibot a list is an object.
  const fields = isRecord(body) ? body : undefined;
  const result = v.safeParse(quoteRequestSchema, fields, { abortPipeEarly: true });
  if (result.success) return result.output;
  const errors = result.issues.map((issue) => ({
    // An unknown field is named by the client: no more of it than helps.
    field: (v.getDotPath(issue) ?? '').slice(0, MAX_FIELD_LENGTH),
    expected: expectedOf(issue),
  }));
  throw pricingError(422, 'PRICING_INVALID_QUOTE', errors);
}

function expectedOf(issue: v.InferIssue<typeof quoteRequestSchema>): string {
  if (issue.type !== 'strict_object') return issue.message;
  if (issue.expected === 'never') return 'nothing: the field is unknown';
  return issue.path ? 'a value' : 'a JSON object';
}
