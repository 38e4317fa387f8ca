import fc from 'fast-check';
import { Application } from '../../src/http/application.ts';
import type { HttpRequest } from '../../src/http/http-request.ts';
import { type HttpResponse, jsonResponse } from '../../src/http/http-response.ts';
import { readJsonBody } from '../../src/http/json-body.ts';
import type { Route } from '../../src/http/route-table.ts';
import { NodeServer } from '../../src/node-server/node-server.ts';
import { type RawAnswer, RawConnection } from '../support/raw-connection.ts';
import { type RecordedLog, recordLog } from '../support/recorded-log.ts';

jest.setTimeout(60_000);

let recorded: RecordedLog;
let server: NodeServer;
let port: number;
/** What the route gives next. */
let given: HttpResponse;
let seen: HttpRequest;
/** Known while the request is answered. */
let clientIp: string | null;
let bytes: Buffer;
let text: () => string;

const routes: readonly Route[] = [
  { route: 'GET /{segment}', handler: (_request, { params }) => jsonResponse(200, params) },
  { route: 'POST /json', handler: (request) => jsonResponse(200, [readJsonBody(request)]) },
  {
    route: 'PUT /seen',
    handler: (request) => {
      seen = request;
      clientIp = request.clientIp;
      bytes = Buffer.from(request.bytes());
      text = textOf(request);
      return given;
    },
  },
];

/** Reads it now, and tells later. */
function textOf(request: HttpRequest): () => string {
  try {
    const read = request.text();
    return () => read;
  } catch (error) {
    return () => {
      throw error;
    };
  }
}

beforeAll(async () => {
  recorded = recordLog();
  server = new NodeServer(new Application(routes, recorded.log), {
    maxConnections: 100,
    maxBodyBytes: 32_000_000,
    headersMs: 500,
    requestMs: 1_000,
    keepAliveMs: 10_000,
  });
  ({ port } = await server.listen(0, '127.0.0.1'));
});
afterAll(() => server.drain(0, 0));
beforeEach(() => {
  recorded.lines.length = 0;
  given = { status: 204 };
});

async function send(bytes: string | Uint8Array, method?: string): Promise<RawAnswer> {
  const connection = await RawConnection.open(port);
  connection.send(bytes);
  const [answer] = await connection.untilAnswered(1, method);
  connection.reset();
  if (!answer) throw new Error('no answer');
  return answer;
}
const request = (method: string, target: string, headers: string[] = [], body = Buffer.alloc(0)) =>
  Buffer.concat([
    Buffer.from(
      [
        `${method} ${target} HTTP/1.1`,
        'Host: a',
        ...headers,
        `Content-Length: ${body.length}`,
        '',
        '',
      ].join('\r\n'),
      'latin1',
    ),
    body,
  ]);

/** What can be percent-encoded: everything but lone surrogates. */
const wellFormed = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('__proto__', 'constructor', '../..', '%', '\r\nset-cookie: a', '\u0000'),
);
const token = fc
  .oneof(
    fc.stringMatching(/^[!#$%&'*+.^_`|~0-9a-z-]{1,12}$/),
    fc.constantFrom('__proto__', 'constructor', 'tostring', 'cookie'),
  )
  .filter(
    (name) =>
      !/^(host|content-length|transfer-encoding|connection|upgrade|expect|te|trailer|keep-alive|date|proxy-connection)$/.test(
        name,
      ),
  );
/** Without space at its ends, which HTTP takes off. */
const headerValue = fc
  .stringMatching(/^[\t\u0020-\u007e\u0080-\u00ff]{0,20}$/)
  .map((value) => value.replace(/^[\t ]+|[\t ]+$/g, ''));

describe('Behind node:http', () => {
  it('any bytes end in answers below 500 or a closed connection, and in lines of JSON', async () => {
    const line = fc.oneof(
      fc.constantFrom(
        'GET /a HTTP/1.1\r\n',
        'POST /json HTTP/1.1\r\n',
        'Host: a\r\n',
        'Content-Length: 3\r\n',
        'Content-Length: -1\r\n',
        'Content-Type: application/json\r\n',
        'Transfer-Encoding: chunked\r\n',
        'Expect: 100-continue\r\n',
        'Expect: more\r\n',
        'Connection: upgrade\r\nUpgrade: h2c\r\n',
        'CONNECT a:80 HTTP/1.1\r\n',
        'constructor: a\r\n__proto__: b\r\n',
        '\r\n',
        '3\r\nabc\r\n',
        '0\r\n\r\n',
      ),
      fc.string({ unit: 'binary' }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 12 }), async (parts) => {
        const connection = await RawConnection.open(port);
        connection.send(Buffer.from(parts.join(''), 'latin1'));
        // A client that has said everything: what is not whole is cut by the time limits.
        await Promise.race([connection.closed, new Promise((resolve) => setTimeout(resolve, 60))]);
        for (const { status } of connection.answers()) expect(status).toBeLessThan(500);
        connection.reset();
      }),
      { numRuns: 150 },
    );
    for (const one of recorded.entries()) expect(one['status']).toBeLessThan(500);
    expect(await send(request('GET', '/still-serves'))).toMatchObject({ status: 200 });
  });

  it('any text in a path segment reaches the route as it was', async () => {
    await fc.assert(
      fc.asyncProperty(wellFormed.filter(Boolean), async (segment) => {
        const { body } = await send(request('GET', `/${encodeURIComponent(segment)}`));
        expect(JSON.parse(body)).toEqual({ segment });
      }),
    );
  });

  it('any JSON body reaches the route as it was', async () => {
    await fc.assert(
      fc.asyncProperty(fc.json({ maxDepth: 6 }), async (json) => {
        const type = ['Content-Type: application/json'];
        const { status, body } = await send(request('POST', '/json', type, Buffer.from(json)));
        expect(status).toBe(200);
        expect(JSON.parse(body)).toEqual([JSON.parse(json)]);
      }),
    );
  });

  it('query, headers and bytes reach the route as they were', async () => {
    const pairs = fc.array(fc.tuple(wellFormed, wellFormed), { maxLength: 8 });
    const headers = fc.uniqueArray(fc.tuple(token, headerValue), {
      selector: ([name]) => name,
      maxLength: 8,
    });
    await fc.assert(
      fc.asyncProperty(pairs, headers, fc.uint8Array(), async (query, sent, body) => {
        const search = query.map((pair) => pair.map(encodeURIComponent).join('=')).join('&');
        const lines = sent.map(([name, value]) => `${name}: ${value}`);
        await send(request('PUT', `/seen?${search}`, lines, Buffer.from(body)));

        expect(seen.query()).toEqual(query);
        expect(bytes.equals(body)).toBe(true);
        const { host, 'content-length': length, ...others } = seen.headers();
        expect(Object.entries(others).sort()).toEqual(
          sent.map(([name, value]) => [name, [value]]).sort(),
        );
        for (const [name, value] of sent) expect(seen.header(name)).toBe(value);
      }),
    );
  });

  it('a response reaches the client as the route gave it', async () => {
    const response = fc.record({
      status: fc.integer({ min: 200, max: 599 }),
      headers: fc.dictionary(token, fc.array(headerValue, { minLength: 1, maxLength: 1 })),
      body: fc.oneof(wellFormed, fc.uint8Array()),
    });
    await fc.assert(
      fc.asyncProperty(response, async (value) => {
        given = value;
        const answer = await send(request('PUT', '/seen'));
        const hasBody = value.status !== 204 && value.status !== 304;

        expect(answer.status).toBe(value.status);
        expect(answer.headers).toMatchObject(
          Object.fromEntries(
            Object.entries(value.headers).map(([name, [line]]) => [name.toLowerCase(), line]),
          ),
        );
        expect(answer.body).toBe(hasBody ? Buffer.from(value.body).toString() : '');
      }),
    );
  });
});

describe('A request behind node:http', () => {
  it('believes the last forwarder alone, and the connection when there is none', async () => {
    await send(request('PUT', '/seen', ['X-Forwarded-For: 6.6.6.6, 203.0.113.7']));
    expect(clientIp).toBe('203.0.113.7');

    await send(request('PUT', '/seen'));
    expect(clientIp).toBe('127.0.0.1');
  });

  it('has its cookies one by one', async () => {
    await send(request('PUT', '/seen', ['Cookie: a=1; b=2', 'Cookie: c=3']));

    expect(seen.cookies()).toEqual(['a=1', 'b=2', 'c=3']);
  });

  it('keeps repeated headers apart', async () => {
    await send(request('PUT', '/seen', ['X-A: 1', 'x-a: 2']));

    expect(seen.headers()['x-a']).toEqual(['1', '2']);
    expect(seen.header('x-a')).toBe('1, 2');
  });

  it('refuses a body that is not UTF-8 only when its text is asked for', async () => {
    await send(request('PUT', '/seen', [], Buffer.from([0xff])));

    expect(bytes).toEqual(Buffer.from([0xff]));
    expect(text).toThrow(expect.objectContaining({ code: 'HTTP_BODY_MALFORMED' }));
  });
});
