import { acceptRequestId, readTraceId, traceHeader } from '../../src/http/correlation.ts';

const ROOT = '1-67891233-abcdef012345678912345678';
const OTHER = '1-00000000-000000000000000000000000';

describe('acceptRequestId', () => {
  it.each(['JKJaXmPLvHcESHA=', '00000000-0000-4000-8000-000000000000', 'a_b-c=d8', 'x'.repeat(64)])(
    'takes %s',
    (id) => expect(acceptRequestId(id)).toBe(id),
  );

  it.each([
    undefined,
    null,
    7,
    '',
    'short77',
    'x'.repeat(65),
    'with space',
    'new\nline8',
    'line-end\n',
    'a"b"c"d"',
    'üüüüüüüü',
    'offlineContext_resourceId',
    ['JKJaXmPLvHcESHA='],
  ])('refuses %j', (id) => expect(acceptRequestId(id)).toBeUndefined());
});

describe('readTraceId', () => {
  it.each([
    `Root=${ROOT}`,
    `Root=${ROOT};Parent=53995c3f42cd8ad8;Sampled=1`,
    `Self=1-67891234-12456789abcdef012345678;Root=${ROOT}`,
    `Sampled=1; Root=${ROOT}; Lineage=a:1`,
  ])('finds the root in %s', (header) => expect(readTraceId(header)).toBe(ROOT));

  it.each([
    undefined,
    '',
    ROOT,
    `Root=${ROOT}0`,
    `Root=${ROOT} `,
    'Root=1-6789123-abcdef012345678912345678',
    `xRoot=${ROOT}`,
  ])('finds none in %j', (header) => expect(readTraceId(header)).toBeUndefined());
});

describe('traceHeader', () => {
  const ofLambda = `Root=${ROOT};Parent=53995c3f42cd8ad8;Sampled=1`;

  it('passes on parent and sampling decision of the same trace, and nothing else', () => {
    expect(traceHeader(ROOT, ofLambda)).toBe(ofLambda);
    expect(traceHeader(ROOT, `${ofLambda};Lineage=a:1\r\nx: y`)).toBe(ofLambda);
  });

  it('names the root alone when the invocation belongs to another trace, or to none', () => {
    expect(traceHeader(OTHER, ofLambda)).toBe(`Root=${OTHER}`);
    expect(traceHeader(ROOT, 'nonsense')).toBe(`Root=${ROOT}`);
    expect(traceHeader(ROOT, undefined)).toBe(`Root=${ROOT}`);
    expect(traceHeader(undefined, ofLambda)).toBeUndefined();
  });
});
