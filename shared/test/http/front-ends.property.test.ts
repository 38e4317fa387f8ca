import fc from 'fast-check';
import { toAlbAnswer } from '../../src/http/alb-answer.ts';
import { AlbRequest, isAlbEvent } from '../../src/http/alb-request.ts';
import { toHttpApiAnswer } from '../../src/http/http-api-answer.ts';
import { HttpApiRequest, isHttpApiEvent } from '../../src/http/http-api-request.ts';
import type { HttpRequest } from '../../src/http/http-request.ts';
import { type HttpResponse, jsonResponse } from '../../src/http/http-response.ts';
import { readJsonBody } from '../../src/http/json-body.ts';
import type { Route } from '../../src/http/route-table.ts';
import { albEvent, headerForms } from '../support/alb-event.ts';
import { anyText, wellFormedText } from '../support/any-text.ts';
import { frontEnds } from '../support/front-ends.ts';
import { httpApiEvent } from '../support/http-api-event.ts';

const token = fc.oneof(
  fc.stringMatching(/^[!#$%&'*+\-.^_`|~0-9a-z]{1,12}$/),
  fc.constantFrom('__proto__', 'constructor', 'x-request-id', 'cookie'),
);
const headerValue = fc.stringMatching(/^[\t\u0020-\u007e\u0080-\u00ff]{0,20}$/);
const pairs = <T>(key: fc.Arbitrary<string>, value: fc.Arbitrary<T>) =>
  fc.array(fc.tuple(key, value), { maxLength: 8 });

describe.each(frontEnds)('Behind $name', (frontEnd) => {
  const echo = (request: HttpRequest): HttpResponse =>
    jsonResponse(200, [request.query(), request.headers(), request.cookies(), request.clientIp]);
  const routes: readonly Route[] = [
    {
      route: 'GET /{segment}',
      handler: (request, { params }) => ({ ...echo(request), body: JSON.stringify(params) }),
    },
    {
      route: 'POST /{segment}',
      handler: (request) => jsonResponse(200, [echo(request).body, readJsonBody(request)]),
    },
  ];

  it('any text anywhere gives an answer that the front end takes, below 500, and one log line of JSON', async () => {
    const parts = fc.record({
      method: fc.oneof(fc.constantFrom('GET', 'POST', 'HEAD'), anyText),
      path: anyText.map((segment) => `/${segment}`),
      query: pairs(anyText, anyText),
      headers: pairs(
        fc.oneof(anyText, fc.constantFrom('content-type', 'X-Request-Id', 'x-amzn-trace-id')),
        fc.oneof(anyText, fc.constant('application/json')),
      ),
      body: fc.oneof(anyText, fc.uint8Array(), fc.json()),
    });
    await fc.assert(
      fc.asyncProperty(parts, async (request) => {
        const { status, faults, lines, logged } = await frontEnd.send(routes, request);
        expect(faults).toEqual([]);
        expect(status).toBeLessThan(500);
        expect(logged).toHaveLength(1);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not stand in a line
        expect(lines[0]).toMatch(/^[^\u0000-\u001f\u007f-\u009f\u2028\u2029]+\n$/);
      }),
      { numRuns: 500 },
    );
  });

  it('any JSON value in the place of an event or of its fields gives an answer below 500', async () => {
    const field = fc.constantFrom(
      'httpMethod',
      'path',
      'rawPath',
      'rawQueryString',
      'headers',
      'multiValueHeaders',
      'queryStringParameters',
      'multiValueQueryStringParameters',
      'cookies',
      'body',
      'isBase64Encoded',
      'requestContext',
    );
    const whole = { ...albEvent({ path: '/a' }), ...httpApiEvent({ path: '/a' }) };
    const event = fc.oneof(
      fc.jsonValue(),
      fc.dictionary(field, fc.jsonValue()).map((fields) => ({ ...whole, ...fields })),
    );
    await fc.assert(
      fc.asyncProperty(event, async (value) => {
        const { status, faults, lines } = await frontEnd.sendEvent(routes, value);
        expect(faults).toEqual([]);
        expect(status).toBeLessThan(500);
        expect(lines).toHaveLength(1);
      }),
      { numRuns: 500 },
    );
  });

  it('any text in a path segment reaches the route as it was', async () => {
    await fc.assert(
      fc.asyncProperty(wellFormedText.filter(Boolean), async (segment) => {
        const path = `/${encodeURIComponent(segment)}`;
        expect(await frontEnd.send(routes, { path })).toMatchObject({
          status: 200,
          json: { segment },
        });
      }),
    );
  });

  it('any JSON body reaches the route as it was, as text and in base64', async () => {
    const headers = [['content-type', 'application/json']] as const;
    await fc.assert(
      fc.asyncProperty(fc.json({ maxDepth: 6 }), async (body) => {
        for (const sent of [body, Buffer.from(body)]) {
          const { status, body: echoed } = await frontEnd.send(routes, {
            method: 'POST',
            path: '/a',
            headers,
            body: sent,
          });
          expect([status, echoed]).toEqual([200, expect.stringMatching(/^\[/)]);
          expect(JSON.parse(echoed)[1]).toEqual(JSON.parse(body));
        }
      }),
    );
  });
});

describe('Reading what a front end made of a request', () => {
  const single = { selector: ([key]: [string, unknown]) => key };
  const uniquePairs = (key: fc.Arbitrary<string>, value: fc.Arbitrary<string>) =>
    fc.uniqueArray(fc.tuple(key, value), { ...single, maxLength: 8 });
  const encode = (list: [string, string][]) =>
    list.map(([key, value]): [string, string] => [
      encodeURIComponent(key),
      encodeURIComponent(value),
    ]);
  const body = fc.oneof(wellFormedText, fc.uint8Array());
  const textOf = (value: string | Uint8Array) => Buffer.from(value);

  it.each(headerForms)(
    'gives back the query, the headers and the body of an ALB event, %s',
    (form) => {
      fc.assert(
        fc.property(
          uniquePairs(wellFormedText, wellFormedText),
          uniquePairs(token, headerValue),
          body,
          (query, headers, sent) => {
            const event = albEvent({ query: encode(query), headers, body: sent }, form);
            const request = isAlbEvent(event) && new AlbRequest(event);
            if (!request) throw new Error('not an ALB event');
            expect(sorted(request.query())).toEqual(sorted(query));
            expect(sorted(Object.entries(request.headers()))).toEqual(
              sorted(headers.map(([name, value]) => [name, [value]])),
            );
            for (const [name, value] of headers) expect(request.header(name)).toBe(value);
            expect(Buffer.from(request.bytes()).equals(textOf(sent))).toBe(true);
            if (typeof sent === 'string') expect(request.text()).toBe(sent);
          },
        ),
      );
    },
  );

  it('gives back the query in order, the headers and the body of an HTTP API event', () => {
    fc.assert(
      fc.property(
        pairs(wellFormedText, wellFormedText),
        uniquePairs(token, headerValue),
        body,
        (query, headers, sent) => {
          const rawQueryString = encode(query)
            .map((pair) => pair.join('='))
            .join('&');
          const event = httpApiEvent({ rawQueryString, headers, body: sent });
          const request = isHttpApiEvent(event) && new HttpApiRequest(event);
          if (!request) throw new Error('not an HTTP API event');
          expect(request.query()).toEqual(query);
          expect(sorted(Object.entries(request.headers()))).toEqual(
            sorted(headers.map(([name, value]) => [name, [value]])),
          );
          expect(Buffer.from(request.bytes()).equals(textOf(sent))).toBe(true);
        },
      ),
    );
  });

  it.each(headerForms)('a response is the same after it was serialised, %s', (form) => {
    const multiValue = form === 'multi-value';
    const response = fc.record({
      status: fc
        .integer({ min: 200, max: 599 })
        .filter((status) => status !== 204 && status !== 304),
      headers: fc.dictionary(
        token,
        multiValue
          ? fc.array(headerValue, { minLength: 1, maxLength: 3 })
          : headerValue.map((value) => [value]),
      ),
      body,
    });
    fc.assert(
      fc.property(response, (given) => {
        const kept = Object.entries(given.headers).filter(([name]) => !/^(te|date)$/.test(name));
        const alb = toAlbAnswer(given, 'GET', multiValue);
        const fields = multiValue ? alb.multiValueHeaders : alb.headers;
        expect(alb.statusCode).toBe(given.status);
        expect(
          sorted(Object.entries(fields ?? {}).map(([name, value]) => [name, [value].flat()])),
        ).toEqual(sorted(kept));
        expect(textOf(bodyOf(alb)).equals(textOf(given.body))).toBe(true);
        const http = toHttpApiAnswer(given, 'GET');
        expect(sorted(Object.entries(http.headers))).toEqual(
          sorted(kept.map(([name, values]) => [name, values.join(', ')])),
        );
        expect(textOf(bodyOf(http)).equals(textOf(given.body))).toBe(true);
      }),
    );
  });
});

function bodyOf({
  body = '',
  isBase64Encoded,
}: {
  body?: string;
  isBase64Encoded: boolean;
}): string | Uint8Array {
  return isBase64Encoded ? Buffer.from(body, 'base64') : body;
}

function sorted<T extends readonly unknown[]>(pairs: readonly T[]): T[] {
  return [...pairs].sort(([a], [b]) => (String(a) < String(b) ? -1 : 1));
}
