import { type EventParts, encodedBody } from './alb-event.ts';

export interface HttpApiParts extends Omit<EventParts, 'query'> {
  /** As the client would send it. */
  readonly rawQueryString?: string;
  readonly cookies?: readonly string[];
  readonly stage?: string;
}

export const API_REQUEST_ID = 'JKJaXmPLvHcESHA=';

/**
 * The event that an HTTP API makes of a request, payload format 2.0.
 * Source: API Gateway developer guide, "Create AWS Lambda proxy integrations for HTTP APIs".
 */
export function httpApiEvent({
  method = 'GET',
  path = '/',
  rawQueryString = '',
  headers = [],
  body = '',
  cookies,
  stage = '$default',
}: HttpApiParts = {}): Record<string, unknown> {
  const rawPath = stage === '$default' ? path : `/${stage}${path}`;
  const joined: Record<string, string> = Object.create(null);
  for (const [name, value] of headers) {
    joined[name] = name in joined ? `${joined[name]},${value}` : value;
  }
  return {
    version: '2.0',
    routeKey: `${method} ${path}`,
    rawPath,
    rawQueryString,
    headers: joined,
    ...(cookies && { cookies: [...cookies] }),
    requestContext: {
      accountId: '123456789012',
      apiId: 'r3pmxmplak',
      domainName: 'r3pmxmplak.execute-api.eu-west-1.amazonaws.com',
      http: { method, path: rawPath, protocol: 'HTTP/1.1', sourceIp: '203.0.113.7', userAgent: '' },
      requestId: API_REQUEST_ID,
      stage,
      timeEpoch: 1_763_000_000_000,
    },
    ...(body !== '' && encodedBody(body)),
    isBase64Encoded: typeof body !== 'string',
  };
}
