import * as v from 'valibot';

/**
 * What the protected API and its callers agree on. Requests are held to it strictly (a misspelt `customerTier`
 * must not quietly give the standard price); of answers unknown fields are ignored, so that the protected side
 * can add some first.
 */

export const customerTiers = ['standard', 'silver', 'gold'] as const;
export type CustomerTier = (typeof customerTiers)[number];

/** Longest SKU, in characters. */
const MAX_SKU_LENGTH = 40;
const SKU = /^[A-Z0-9]+(-[A-Z0-9]+)*$/;

export const skuSchema = v.pipe(
  v.string('a string'),
  v.maxLength(MAX_SKU_LENGTH, `at most ${MAX_SKU_LENGTH} characters`),
  v.regex(SKU, 'capital letters and digits in groups joined by hyphens, such as DESK-100'),
);

const quantitySchema = v.pipe(
  v.number('an integer from 1 to 10000'),
  v.integer('an integer from 1 to 10000'),
  v.minValue(1, 'an integer from 1 to 10000'),
  v.maxValue(10_000, 'an integer from 1 to 10000'),
);
const tierSchema = v.picklist(customerTiers, `one of ${customerTiers.join(', ')}`);
/** Minor units of the currency: cents for EUR. */
const amountSchema = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const currencySchema = v.pipe(v.string(), v.regex(/^[A-Z]{3}$/));

export const productSchema = v.object({
  sku: skuSchema,
  name: v.string(),
  currency: currencySchema,
  listPrice: amountSchema,
});
export type Product = v.InferOutput<typeof productSchema>;

export const quoteRequestSchema = v.strictObject({
  sku: skuSchema,
  quantity: quantitySchema,
  customerTier: v.optional(tierSchema, 'standard'),
});
export type QuoteRequest = v.InferOutput<typeof quoteRequestSchema>;

export const quoteSchema = v.object({
  sku: skuSchema,
  quantity: quantitySchema,
  customerTier: tierSchema,
  currency: currencySchema,
  unitPrice: amountSchema,
  discount: amountSchema,
  total: amountSchema,
});
export type Quote = v.InferOutput<typeof quoteSchema>;

/** The refusals that a caller may pass on, each with its words. Every other 4xx is a defect between the two. */
export const pricingProblems = {
  PRICING_UNKNOWN_SKU: 'There is no product with this SKU.',
  PRICING_INVALID_QUOTE: 'The quote request has wrong values.',
} as const;
export type PricingProblemCode = keyof typeof pricingProblems;
