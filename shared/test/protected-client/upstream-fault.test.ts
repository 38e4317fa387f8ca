import { toUpstreamFault, UpstreamFault } from '../../src/protected-client/upstream-fault.ts';

describe('toUpstreamFault', () => {
  it.each([
    ['ECONNREFUSED', 503, 'UPSTREAM_UNAVAILABLE'],
    ['ENOTFOUND', 503, 'UPSTREAM_UNAVAILABLE'],
    ['EHOSTUNREACH', 503, 'UPSTREAM_UNAVAILABLE'],
    ['ETIMEDOUT', 504, 'UPSTREAM_TIMEOUT'],
    ['UND_ERR_CONNECT_TIMEOUT', 504, 'UPSTREAM_TIMEOUT'],
    ['ECONNRESET', 502, 'UPSTREAM_CONNECTION_LOST'],
    ['EPIPE', 502, 'UPSTREAM_CONNECTION_LOST'],
    ['UND_ERR_SOCKET', 502, 'UPSTREAM_CONNECTION_LOST'],
    ['HPE_INVALID_CONSTANT', 502, 'UPSTREAM_CONNECTION_LOST'],
    ['', 502, 'UPSTREAM_CONNECTION_LOST'],
  ])('makes of %s a %i %s, with the cause in the log alone', (causeCode, status, code) => {
    const fault = toUpstreamFault(Object.assign(new Error('secret'), { code: causeCode }));
    expect(fault).toMatchObject({ status, code, logFields: { causeCode } });
    expect(fault.message).not.toContain('secret');
    expect(fault.isOfConnection).toBe(true);
  });

  it.each([new Error('x'), 'x', null, undefined, { code: 7 }])(
    'makes of %p a lost connection',
    (error) => {
      expect(toUpstreamFault(error)).toMatchObject({
        code: 'UPSTREAM_CONNECTION_LOST',
        logFields: {},
      });
    },
  );

  it('leaves a fault as it is', () => {
    const fault = new UpstreamFault('UPSTREAM_BUSY');
    expect(toUpstreamFault(fault)).toBe(fault);
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
      isOfConnection: false,
    });
  });
});
