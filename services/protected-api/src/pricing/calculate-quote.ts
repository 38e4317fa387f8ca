import type { Product, Quote } from '@private-lambda/shared/pricing/answers';
import type { CustomerTier, QuoteRequest } from '@private-lambda/shared/pricing/contract';

/** Basis points (1/100 of a percent) off the list price; the better of the two counts, not their sum. */
const TIER_DISCOUNT: Readonly<Record<CustomerTier, number>> = {
  standard: 0,
  silver: 500,
  gold: 1_000,
};
const VOLUME_DISCOUNTS = [
  { fromQuantity: 1_000, discount: 1_500 },
  { fromQuantity: 100, discount: 800 },
  { fromQuantity: 10, discount: 300 },
] as const;

/** @returns the quote in minor units; the discount is rounded down to a whole unit */
export function calculateQuote(product: Product, request: QuoteRequest): Quote {
  const { sku, quantity, customerTier } = request;
  const listTotal = product.listPrice * quantity;
  const volume = VOLUME_DISCOUNTS.find(({ fromQuantity }) => quantity >= fromQuantity);
  const basisPoints = Math.max(TIER_DISCOUNT[customerTier], volume?.discount ?? 0);
  const discount = Math.floor((listTotal * basisPoints) / 10_000);
  return {
    sku,
    quantity,
    customerTier,
    currency: product.currency,
    unitPrice: product.listPrice,
    discount,
    total: listTotal - discount,
  };
}
