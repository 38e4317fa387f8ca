import { type HttpResponse, jsonResponse } from '@private-lambda/shared/http/http-response';
import { readJsonBody } from '@private-lambda/shared/http/json-body';
import type { Route } from '@private-lambda/shared/http/route-table';
import { skuSchema } from '@private-lambda/shared/pricing/contract';
import { parseQuoteRequest } from '@private-lambda/shared/pricing/parse-quote-request';
import { pricingError } from '@private-lambda/shared/pricing/pricing-error';
import type {
  CallContext,
  PricingClient,
} from '@private-lambda/shared/protected-client/pricing-client';
import * as v from 'valibot';

/**
 * The public API: routes of its own, not a proxy. A new path also needs an `httpApi` event in serverless.yml:
 * test/templates/routes.test.ts holds that the two lists are the same.
 */
export function createRoutes(pricing: PricingClient): readonly Route[] {
  return [
    { route: 'GET /health', handler: () => jsonResponse(200, { status: 'ok' }) },
    {
      route: 'GET /products/{sku}',
      handler: (_request, context) => getProduct(pricing, context.params['sku'] ?? '', context),
    },
    {
      route: 'POST /quotes',
      handler: (request, context) => createQuote(pricing, readJsonBody(request), context),
    },
  ];
}

/** What cannot be a SKU is unknown without asking: only validated values go into a URL. */
async function getProduct(
  pricing: PricingClient,
  sku: string,
  context: CallContext,
): Promise<HttpResponse> {
  if (!v.is(skuSchema, sku)) throw pricingError(404, 'PRICING_UNKNOWN_SKU');
  return jsonResponse(200, await pricing.getProduct(sku, context));
}

async function createQuote(
  pricing: PricingClient,
  body: unknown,
  context: CallContext,
): Promise<HttpResponse> {
  return jsonResponse(200, await pricing.createQuote(parseQuoteRequest(body), context));
}
