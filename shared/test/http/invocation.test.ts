import { readInvocation } from '../../src/http/invocation.ts';

const ROOT = '1-67891233-abcdef012345678912345678';

describe('readInvocation', () => {
  const now = 1_764_000_000_000;
  beforeEach(() => {
    jest.spyOn(Date, 'now').mockReturnValue(now);
  });
  afterEach(() => {
    delete process.env['_X_AMZN_TRACE_ID'];
  });

  it('reads id and end of the invocation, and the trace that Lambda names', () => {
    process.env['_X_AMZN_TRACE_ID'] = `Root=${ROOT};Sampled=0`;
    const context = {
      awsRequestId: '00000000-0000-4000-8000-000000000000',
      remaining: 5_000,
      getRemainingTimeInMillis() {
        return this.remaining;
      },
    };
    const { fallbackRequestId, fallbackTraceId, endsAt } = readInvocation(context);
    expect([fallbackRequestId, fallbackTraceId]).toEqual([context.awsRequestId, ROOT]);
    expect(endsAt).toBe(now + 5_000);
  });

  it.each([
    undefined,
    null,
    'x',
    {},
    { awsRequestId: 'a b', getRemainingTimeInMillis: 5 },
    { getRemainingTimeInMillis: () => 'soon' },
    { getRemainingTimeInMillis: () => Number.NaN },
  ])('takes 30 s and a made-up id where the context %j says nothing', (context) => {
    const { fallbackRequestId, fallbackTraceId, endsAt } = readInvocation(context);
    expect(fallbackRequestId).toMatch(/^[\w=-]{8,64}$/);
    expect(fallbackTraceId).toBeUndefined();
    expect(endsAt).toBe(now + 30_000);
  });
});
