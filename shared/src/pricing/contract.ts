import * as v from 'valibot';

/**
 * What the protected API and its callers agree on. Requests are held to it strictly (a misspelt `customerTier`
 * must not quietly give the standard price); of answers (answers.ts) unknown fields are ignored, so that the
 * protected side can add some first.
 */

export const customerTiers = ['standard', 'silver', 'gold'] as const;
export type CustomerTier = (typeof customerTiers)[number];

/** Longest SKU, in characters. */
const MAX_SKU_LENGTH = 40;
const SKU = /^[A-Z0-9]+(-[A-Z0-9]+)*$/;

export const skuSchema = v.pipe(
  v.string('a string'),
  v.check((sku) => sku.length <= MAX_SKU_LENGTH, `at most ${MAX_SKU_LENGTH} characters`),
  v.check(
    (sku) => SKU.test(sku),
    'capital letters and digits in groups joined by hyphens, such as DESK-100',
  ),
);

const QUANTITY = 'an integer from 1 to 10000';
export const quantitySchema = v.pipe(
  v.number(QUANTITY),
  v.check((n) => Number.isInteger(n) && n >= 1 && n <= 10_000, QUANTITY),
);
export const tierSchema = v.picklist(customerTiers, `one of ${customerTiers.join(', ')}`);

export const quoteRequestSchema = v.strictObject({
  sku: skuSchema,
  quantity: quantitySchema,
  customerTier: v.optional(tierSchema, 'standard'),
});
export type QuoteRequest = v.InferOutput<typeof quoteRequestSchema>;

/** The refusals that a caller may pass on, each with its words. Every other 4xx is a defect between the two. */
export const pricingProblems = {
  PRICING_UNKNOWN_SKU: 'There is no product with this SKU.',
  PRICING_INVALID_QUOTE: 'The quote request has wrong values.',
} as const;
export type PricingProblemCode = keyof typeof pricingProblems;
