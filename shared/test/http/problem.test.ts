import { HttpError, problemResponse } from '../../src/http/problem.ts';

describe('problemResponse', () => {
  it.each([
    [400, 'Bad Request'],
    [404, 'Not Found'],
    [405, 'Method Not Allowed'],
    [413, 'Content Too Large'],
    [415, 'Unsupported Media Type'],
    [417, 'Expectation Failed'],
    [422, 'Unprocessable Content'],
    [431, 'Request Header Fields Too Large'],
    [500, 'Internal Server Error'],
    [502, 'Bad Gateway'],
    [503, 'Service Unavailable'],
    [504, 'Gateway Timeout'],
    [418, 'Error'],
  ])('has for %i the title %s', (status, title) => {
    const { headers, body } = problemResponse(new HttpError(status, 'TEST_CODE', 'Words.'));
    expect(headers).toEqual({ 'Content-Type': 'application/problem+json' });
    expect(JSON.parse(String(body))).toEqual({
      title,
      status,
      code: 'TEST_CODE',
      detail: 'Words.',
    });
  });
});

describe('HttpError', () => {
  it('is an Error with its own name, its code and its cause', () => {
    const cause = new Error('inner');
    const error = new HttpError(404, 'TEST_CODE', 'Words.', { cause });
    expect(error).toMatchObject({ name: 'HttpError', code: 'TEST_CODE', message: 'Words.', cause });
    expect(error.extras).toEqual({});
  });
});
