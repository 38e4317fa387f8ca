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

  it('keeps cookies apart in the single-value form, each under a spelling of its own', () => {
    const headers = { 'Set-Cookie': ['a=1; Path=/', 'b=2', 'c=3'] };
    expect(toAlbAnswer({ status: 200, headers }, 'GET', false).headers).toEqual({
      'set-cookie': 'a=1; Path=/',
      'Set-cookie': 'b=2',
      'sEt-cookie': 'c=3',
    });
    const one = { 'Set-Cookie': ['a=1'] };
    expect(toAlbAnswer({ status: 200, headers: one }, 'GET', false).headers).toEqual({
      'set-cookie': 'a=1',
    });
  });

  it.each([true, false])('leaves out a header without a value (multi-value: %s)', (multiValue) => {
    const { headers, multiValueHeaders } = toAlbAnswer(
      { status: 200, headers: { 'x-a': [] } },
      'GET',
      multiValue,
    );
    expect(headers ?? multiValueHeaders).toEqual({});
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
    const body = 'x'.repeat(980_000);
    const answerWith = (length: number) =>
      toAlbAnswer({ status: 200, headers: { a: 'x'.repeat(length) }, body }, 'GET', false);
    expect(() => answerWith(19_000)).not.toThrow();
    expect(() => answerWith(20_000)).toThrow(
      expect.objectContaining({
        code: 'HTTP_ANSWER_TOO_LARGE',
        message: 'The answer is larger than 1 MB.',
      }),
    );
  });
});
