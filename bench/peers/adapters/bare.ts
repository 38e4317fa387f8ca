/** The limit: what one would write by hand for these two requests and nothing else. No errors, no multi-value form. */
interface Event {
  readonly httpMethod: string;
  readonly path: string;
  readonly queryStringParameters: Record<string, string>;
  readonly body: string;
}

const PRODUCTS = '/v1/products/';

export async function handler(event: Event) {
  const { httpMethod, path } = event;
  if (httpMethod === 'GET' && path.startsWith(PRODUCTS)) {
    const note = decodeURIComponent(event.queryStringParameters['note'] ?? '');
    return json(200, { sku: path.slice(PRODUCTS.length), note });
  }
  if (httpMethod === 'POST' && path === '/v1/quotes') {
    const { sku, quantity } = JSON.parse(event.body);
    return json(200, { sku, quantity, total: quantity * 49_900 });
  }
  return json(404, { status: 404 });
}

function json(statusCode: number, value: unknown) {
  return {
    statusCode,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(value),
    isBase64Encoded: false,
  };
}
