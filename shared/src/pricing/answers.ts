import * as v from 'valibot';
import { quantitySchema, skuSchema, tierSchema } from './contract.ts';

/**
 * What the protected API answers. It stands apart from the rest of the contract because only callers check it: a
 * bundler keeps every schema of a module that it loads.
 */

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
