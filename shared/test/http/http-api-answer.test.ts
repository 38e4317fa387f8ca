import { toHttpApiAnswer } from '../../src/http/http-api-answer.ts';

describe('toHttpApiAnswer', () => {
  it('moves cookies into their own field and joins other repeated headers', () => {
    const headers = { 'set-cookie': ['a=1', 'b=2'], 'Set-Cookie': 'c=3', Vary: ['a', 'b'] };
    expect(toHttpApiAnswer({ status: 200, headers, body: 'x' }, 'GET')).toEqual({
      statusCode: 200,
      headers: { Vary: 'a, b' },
      cookies: ['a=1', 'b=2', 'c=3'],
      body: 'x',
      isBase64Encoded: false,
    });
  });

  it('has no cookies field without cookies', () => {
    expect(toHttpApiAnswer({ status: 204 }, 'GET')).toEqual({
      statusCode: 204,
      headers: {},
      isBase64Encoded: false,
    });
  });
});
