/**
 * Events as an internal ALB delivers them to a Lambda target: lower-case header names, an undecoded query.
 * Source: Elastic Load Balancing user guide, "Lambda functions as targets".
 */
const headers = {
  accept: 'application/json',
  'content-type': 'application/json',
  host: 'internal-protected-api-1234567890.us-east-1.elb.amazonaws.com',
  'x-amzn-trace-id': 'Root=1-67f0a1b2-3c4d5e6f708192a3b4c5d6e7',
  'x-forwarded-for': '10.0.12.34',
  'x-forwarded-port': '80',
  'x-forwarded-proto': 'http',
  'x-request-id': 'Jf3kzhvuoAMESVA=',
};
const requestContext = {
  elb: {
    targetGroupArn:
      'arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/protected-api-dev/0123456789abcdef',
  },
};

/** The event of a request that has no query. @param body empty for none */
export const albEvent = (httpMethod: string, path: string, text: string): object => ({
  requestContext,
  httpMethod,
  path,
  queryStringParameters: {},
  headers: { ...headers, 'content-length': String(text.length) },
  body: text,
  isBase64Encoded: false,
});

const body = JSON.stringify({ sku: 'DESK-100', quantity: 3, customerTier: 'gold' });
const get = {
  requestContext,
  httpMethod: 'GET',
  path: '/v1/products/DESK-100',
  queryStringParameters: { note: 'two%20words' },
  headers,
  body: '',
  isBase64Encoded: false,
};
const post = {
  ...get,
  httpMethod: 'POST',
  path: '/v1/quotes',
  queryStringParameters: {},
  headers: { ...headers, 'content-length': String(body.length) },
  body,
};
const { headers: _headers, queryStringParameters: _query, ...withoutForm } = get;

export const product = { sku: 'DESK-100', note: 'two words' };
export const quote = { sku: 'DESK-100', quantity: 3, total: 149_700 };

/** Events that an adapter must answer rightly, with the answer. The first two are the ones that are timed. */
export const checks = [
  { name: 'GET', event: get, status: 200, body: product },
  { name: 'POST', event: post, status: 200, body: quote },
  {
    name: 'multi-value GET',
    event: {
      ...withoutForm,
      multiValueQueryStringParameters: { note: ['two%20words'] },
      multiValueHeaders: Object.fromEntries(
        Object.entries(headers).map(([name, value]) => [name, [value]]),
      ),
    },
    status: 200,
    body: product,
    multiValue: true,
  },
  {
    name: 'base64 POST',
    event: { ...post, body: Buffer.from(body).toString('base64'), isBase64Encoded: true },
    status: 200,
    body: quote,
  },
  { name: 'unknown path', event: { ...get, path: '/nothing' }, status: 404 },
] as const;

export const timed = { GET: JSON.stringify(get), POST: JSON.stringify(post) };

/** Lambda's context, as far as adapters look at it. */
export const context = {
  awsRequestId: '0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9',
  functionName: 'protected-api-dev-api',
  callbackWaitsForEmptyEventLoop: true,
  getRemainingTimeInMillis: () => 5_000,
};
