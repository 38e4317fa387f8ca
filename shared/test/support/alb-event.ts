export interface EventParts {
  readonly method?: string;
  readonly path?: string;
  /** As the client would send them: an ALB passes keys and values on undecoded, in this order. */
  readonly query?: readonly (readonly [key: string, value: string])[];
  readonly headers?: readonly (readonly [name: string, value: string])[];
  readonly body?: string | Uint8Array;
}

export type HeaderForm = 'multi-value' | 'single-value';
export const headerForms: readonly HeaderForm[] = ['multi-value', 'single-value'];

/**
 * The event that an ALB makes of a request.
 * Source: Elastic Load Balancing user guide, "Lambda functions as targets".
 */
export function albEvent(
  { method = 'GET', path = '/', query = [], headers = [], body = '' }: EventParts = {},
  form: HeaderForm = 'multi-value',
): Record<string, unknown> {
  const multi = form === 'multi-value';
  return {
    requestContext: {
      elb: {
        targetGroupArn:
          'arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/api/0123456789abcdef',
      },
    },
    httpMethod: method,
    path,
    ...(multi
      ? { multiValueQueryStringParameters: grouped(query), multiValueHeaders: grouped(headers) }
      : { queryStringParameters: lastOfEach(query), headers: lastOfEach(headers) }),
    ...encodedBody(body),
  };
}

/** Bytes travel in base64, text as it is. */
export function encodedBody(body: string | Uint8Array) {
  return typeof body === 'string'
    ? { body, isBase64Encoded: false }
    : { body: Buffer.from(body).toString('base64'), isBase64Encoded: true };
}

type Pairs = readonly (readonly [string, string])[];

/** Without prototype, as keys may be `__proto__`. */
function grouped(pairs: Pairs): Record<string, string[]> {
  const map: Record<string, string[]> = Object.create(null);
  for (const [key, value] of pairs) map[key] = [...(map[key] ?? []), value];
  return map;
}

/** Of a repeated key the last value is left. */
function lastOfEach(pairs: Pairs): Record<string, string> {
  const map: Record<string, string> = Object.create(null);
  for (const [key, value] of pairs) map[key] = value;
  return map;
}
