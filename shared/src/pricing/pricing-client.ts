import * as v from 'valibot';
import type { CallContext, ProtectedApi } from '../protected-client/protected-api.ts';
import { type Product, productSchema, type Quote, quoteSchema } from './answers.ts';
import { pricingProblems, type QuoteRequest, skuSchema } from './contract.ts';

const { PRICING_UNKNOWN_SKU } = pricingProblems;

/** The routes of the protected API as methods. */
export class PricingClient {
  readonly #api: ProtectedApi;

  constructor(api: ProtectedApi) {
    this.#api = api;
  }

  /**
   * @param sku one that `skuSchema` accepts
   * @throws HttpError 404 PRICING_UNKNOWN_SKU
   * @throws UpstreamFault
   */
  async getProduct(sku: string, context: CallContext): Promise<Product> {
    const path = `/v1/products/${encodeURIComponent(v.parse(skuSchema, sku))}`;
    return this.#api.call(
      {
        method: 'GET',
        path,
        schema: productSchema,
        isForRequest: (product) => product.sku === sku,
        refusals: { 404: { PRICING_UNKNOWN_SKU } },
      },
      context,
    );
  }

  /**
   * @throws HttpError 422 PRICING_UNKNOWN_SKU, PRICING_INVALID_QUOTE
   * @throws UpstreamFault
   */
  createQuote(request: QuoteRequest, context: CallContext): Promise<Quote> {
    const { sku, quantity, customerTier } = request;
    return this.#api.call(
      {
        method: 'POST',
        path: '/v1/quotes',
        body: request,
        schema: quoteSchema,
        isForRequest: (quote) =>
          quote.sku === sku && quote.quantity === quantity && quote.customerTier === customerTier,
        refusals: { 422: pricingProblems },
      },
      context,
    );
  }
}
