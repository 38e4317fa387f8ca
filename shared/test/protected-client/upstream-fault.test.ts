import { toUpstreamFault, UpstreamFault } from '../../src/protected-client/upstream-fault.ts';

describe('toUpstreamFault', () => {
  it.each([
    ['ECONNREFUSED', 'connection', 503, 'UPSTREAM_UNAVAILABLE'],
    ['ENOTFOUND', 'connection', 503, 'UPSTREAM_UNAVAILABLE'],
    ['EHOSTUNREACH', 'connection', 503, 'UPSTREAM_UNAVAILABLE'],
    ['EHOSTUNREACH', 'headers', 502, 'UPSTREAM_CONNECTION_LOST'],
    ['ETIMEDOUT', 'connection', 504, 'UPSTREAM_TIMEOUT'],
    ['ETIMEDOUT', 'body', 504, 'UPSTREAM_TIMEOUT'],
    ['UND_ERR_CONNECT_TIMEOUT', 'connection', 504, 'UPSTREAM_TIMEOUT'],
    ['ECONNRESET', 'connection', 502, 'UPSTREAM_CONNECTION_LOST'],
    ['ECONNRESET', 'headers', 502, 'UPSTREAM_CONNECTION_LOST'],
    ['EPIPE', 'headers', 502, 'UPSTREAM_CONNECTION_LOST'],
    ['UND_ERR_SOCKET', 'body', 502, 'UPSTREAM_CONNECTION_LOST'],
  ] as const)('makes of %s in phase %s a %i %s', (causeCode, phase, status, code) => {
    const error = Object.assign(new Error('secret'), { code: causeCode });
    const fault = toUpstreamFault(error, { phase });
    expect(fault).toMatchObject({ status, code, logFields: { causeCode, phase } });
    expect(fault.message).not.toContain('secret');
    expect(fault.gaveNoAnswer).toBe(true);
  });

  it.each([
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'connection', 'UPSTREAM_WRONG_NAME'],
    ['CERT_HAS_EXPIRED', 'connection', 'UPSTREAM_CERTIFICATE_EXPIRED'],
    ['CERT_NOT_YET_VALID', 'connection', 'UPSTREAM_CERTIFICATE_EXPIRED'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'connection', 'UPSTREAM_CERTIFICATE_UNTRUSTED'],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'connection', 'UPSTREAM_CERTIFICATE_UNTRUSTED'],
    ['CERT_REVOKED', 'connection', 'UPSTREAM_CERTIFICATE_UNTRUSTED'],
    ['EPROTO', 'connection', 'UPSTREAM_NO_TLS'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'connection', 'UPSTREAM_NO_TLS'],
  ] as const)(
    'makes of %s before anything was sent a fault that is not tried again',
    (causeCode, phase, code) => {
      const error = Object.assign(new Error('secret'), { code: causeCode });
      expect(toUpstreamFault(error, { phase })).toMatchObject({
        status: 502,
        code,
        gaveNoAnswer: false,
        logFields: { causeCode, phase },
      });
      expect(toUpstreamFault(error, { phase: 'headers' }).code).toBe('UPSTREAM_CONNECTION_LOST');
    },
  );

  it('makes of headers that are too large a fault of the answer', () => {
    const error = Object.assign(new Error('x'), { code: 'UND_ERR_HEADERS_OVERFLOW' });
    expect(toUpstreamFault(error, { phase: 'headers' })).toMatchObject({
      status: 502,
      code: 'UPSTREAM_TOO_LARGE',
      gaveNoAnswer: false,
    });
  });

  it.each([
    [
      Object.assign(new Error('x'), { code: undefined, name: 'HTTPParserError' }),
      'HTTPParserError',
    ],
    [new Error('x'), 'Error'],
    [Object.assign(new Error('x'), { code: 'a secret', name: 'another secret' }), undefined],
    ['x', undefined],
    [null, undefined],
    [{ code: 7 }, undefined],
  ])('makes of %p a lost connection', (error, causeCode) => {
    expect(toUpstreamFault(error, { phase: 'headers' })).toMatchObject({
      code: 'UPSTREAM_CONNECTION_LOST',
      logFields: { phase: 'headers', ...(causeCode && { causeCode }) },
    });
  });

  it('leaves a fault as it is', () => {
    const fault = new UpstreamFault('UPSTREAM_BUSY');
    expect(toUpstreamFault(fault, { phase: 'headers' })).toBe(fault);
  });
});

describe('UpstreamFault', () => {
  it.each(['UPSTREAM_UNAVAILABLE', 'UPSTREAM_BUSY'] as const)(
    '%s tells when to try again',
    (code) => {
      expect(new UpstreamFault(code)).toMatchObject({
        status: 503,
        extras: { headers: { 'Retry-After': '1' } },
      });
    },
  );

  it.each([
    'UPSTREAM_TOO_LARGE',
    'UPSTREAM_NOT_JSON',
    'UPSTREAM_OFF_CONTRACT',
    'UPSTREAM_REFUSED',
    'UPSTREAM_FAILED',
  ] as const)('%s is a 502 about an answer, not about the connection', (code) => {
    expect(new UpstreamFault(code)).toMatchObject({
      status: 502,
      extras: {},
      gaveNoAnswer: false,
    });
  });
});
