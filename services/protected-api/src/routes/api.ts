import { type HttpResponse, jsonResponse } from '@private-lambda/shared/http/http-response';
import { readJsonBody } from '@private-lambda/shared/http/json-body';
import type { Route } from '@private-lambda/shared/http/route-table';
import { parseQuoteRequest } from '@private-lambda/shared/pricing/parse-quote-request';
import { pricingError } from '@private-lambda/shared/pricing/pricing-error';
import { calculateQuote } from '../pricing/calculate-quote.ts';
import { findProduct } from '../pricing/catalogue.ts';

/**
 * The protected API, as far as the function `api` answers it. A new path also needs a place in the `alb` event of serverless.yml, where it becomes the
 * listener rule: test/templates/routes.test.ts holds that each of these is matched there.
 */
export const routes: readonly Route[] = [
  {
    route: 'GET /health',
    example: { status: 200 },
    handler: () => jsonResponse(200, { status: 'ok' }),
  },
  {
    route: 'GET /v1/products/{sku}',
    example: { params: { sku: 'DESK-100' }, status: 200 },
    handler: (_request, { params }) => getProduct(params['sku'] ?? ''),
  },
  {
    route: 'POST /v1/quotes',
    example: { body: { sku: 'DESK-100', quantity: 3 }, status: 200 },
    handler: (request) => createQuote(readJsonBody(request)),
  },
];

/** @throws HttpError 404 */
function getProduct(sku: string): HttpResponse {
  const product = findProduct(sku);
  if (!product) throw pricingError(404, 'PRICING_UNKNOWN_SKU');
  return jsonResponse(200, product);
}

/** @throws HttpError 422 */
function createQuote(body: unknown): HttpResponse {
  const request = parseQuoteRequest(body);
  const product = findProduct(request.sku);
  if (!product) throw pricingError(422, 'PRICING_UNKNOWN_SKU');
  return jsonResponse(200, calculateQuote(product, request));
}
