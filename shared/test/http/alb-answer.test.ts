import { toAlbAnswer } from '../../src/http/alb-answer.ts';

const response = {
  status: 201,
  headers: { 'content-type': 'text/plain', 'Set-Cookie': ['a=1', 'b=2'], Vary: ['a', 'b'] },
  body: 'x',
};

describe('toAlbAnswer', () => {
  it('gives lists in the multi-value form', () => {
    expect(toAlbAnswer(response, 'GET', true)).toEqual({
      statusCode: 201,
      multiValueHeaders: {
        'Content-Type': ['text/plain'],
        'Set-Cookie': ['a=1', 'b=2'],
        Vary: ['a', 'b'],
      },
      body: 'x',
      isBase64Encoded: false,
    });
  });

  it('gives text in the single-value form, repeated headers joined', () => {
    const { headers, multiValueHeaders } = toAlbAnswer(
      { ...response, headers: { Vary: ['a', 'b'] } },
      'GET',
      false,
    );
    expect({ headers, multiValueHeaders }).toEqual({
      headers: { Vary: 'a, b' },
      multiValueHeaders: undefined,
    });
  });

  it('writes Content-Type with capitals, at which serverless-offline would end otherwise', () => {
    expect(toAlbAnswer(response, 'GET', false).headers).toHaveProperty(
      'Content-Type',
      'text/plain',
    );
  });

  it('has header fields even when there is no header', () => {
    expect(toAlbAnswer({ status: 200 }, 'GET', true)).toEqual({
      statusCode: 200,
      multiValueHeaders: {},
      isBase64Encoded: false,
    });
    expect(toAlbAnswer({ status: 200 }, 'GET', false)).toEqual({
      statusCode: 200,
      headers: {},
      isBase64Encoded: false,
    });
  });

  it('counts the answer as JSON: 1,000,000 bytes pass, one more does not', () => {
    const overhead = JSON.stringify(toAlbAnswer({ status: 200, body: '' }, 'GET', true)).length;
    const body = 'x'.repeat(1_000_000 - overhead);
    expect(JSON.stringify(toAlbAnswer({ status: 200, body }, 'GET', true))).toHaveLength(1_000_000);
    expect(() => toAlbAnswer({ status: 200, body: `${body}x` }, 'GET', true)).toThrow(
      expect.objectContaining({ status: 500, code: 'HTTP_ANSWER_TOO_LARGE' }),
    );
    expect(() => toAlbAnswer({ status: 200, body: `${body}x` }, 'HEAD', true)).not.toThrow();
  });

  it('counts headers too', () => {
    const headers = { a: 'x'.repeat(999_999) };
    expect(() => toAlbAnswer({ status: 200, headers }, 'GET', false)).toThrow(
      expect.objectContaining({ code: 'HTTP_ANSWER_TOO_LARGE' }),
    );
  });
});
