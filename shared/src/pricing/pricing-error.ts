import { type FieldError, HttpError } from '../http/problem.ts';
import { type PricingProblemCode, pricingProblems } from './contract.ts';

/** A refusal of the contract, in the words that both sides of the hop use. */
export function pricingError(
  status: 404 | 422,
  code: PricingProblemCode,
  errors?: readonly FieldError[],
): HttpError {
  return new HttpError(status, code, pricingProblems[code], errors && { errors });
}
