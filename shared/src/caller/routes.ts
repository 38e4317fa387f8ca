import * as v from 'valibot';
import { type HttpResponse, jsonResponse } from '../http/http-response.ts';
import { readJsonBody } from '../http/json-body.ts';
import type { Route } from '../http/route-table.ts';
import { skuSchema } from '../pricing/contract.ts';
import { parseQuoteRequest } from '../pricing/parse-quote-request.ts';
import { PricingClient } from '../pricing/pricing-client.ts';
import { pricingError } from '../pricing/pricing-error.ts';
import type { CallContext, ProtectedApi } from '../protected-client/protected-api.ts';

/**
 * The public API: routes of its own, not a proxy, the same behind every front end. A new path also needs an
 * `httpApi` event in services/public-caller/serverless.yml: test/templates/routes.test.ts holds that the two lists
 * are the same.
 */
export function createRoutes(api: ProtectedApi): readonly Route[] {
  const pricing = new PricingClient(api);
  return [
    {
      route: 'GET /health',
      example: { status: 200 },
      handler: () => jsonResponse(200, { status: 'ok' }),
    },
    {
      route: 'GET /products/{sku}',
      example: { params: { sku: 'DESK-100' }, status: 200 },
      handler: (_request, context) => getProduct(pricing, context.params['sku'] ?? '', context),
    },
    {
      route: 'POST /quotes',
      example: { body: { sku: 'DESK-100', quantity: 3 }, status: 200 },
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
