import { type AnswerParts, httpAnswer, type SeenRequest } from '../support/fault-server.ts';

/** What the protected API would answer: values of the contract for whatever SKU is asked for. */
export function contractValue({ method, path, body }: SeenRequest): Record<string, unknown> {
  if (method === 'GET') {
    const sku = decodeURIComponent(path.slice('/v1/products/'.length));
    return { sku, name: 'Product', currency: 'EUR', listPrice: 100 };
  }
  const { sku, quantity, customerTier } = JSON.parse(body);
  const total = 100 * quantity;
  return { sku, quantity, customerTier, currency: 'EUR', unitPrice: 100, discount: 0, total };
}

/** @param over what is otherwise than the contract says */
export function contractAnswer(request: SeenRequest, over: AnswerParts = {}): Buffer {
  return httpAnswer({ body: JSON.stringify(contractValue(request)), ...over });
}
