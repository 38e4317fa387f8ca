import { authority } from '@private-lambda/certificates/certificates';
import { readClientSettings } from '../../src/protected-client/client-settings.ts';

const environment = {
  PROTECTED_API_URL: 'http://127.0.0.1:3003',
  CALL_DEADLINE_SECONDS: '12',
  CALL_ATTEMPT_SECONDS: '5.5',
};
const invalid = (name: string) =>
  expect.objectContaining({ code: 'CONFIG_INVALID', message: expect.stringContaining(name) });

describe('readClientSettings', () => {
  it('gives an origin and milliseconds', () => {
    expect(readClientSettings(environment)).toEqual({
      origin: 'http://127.0.0.1:3003',
      ca: undefined,
      deadlineMs: 12_000,
      attemptMs: 5_500,
    });
  });

  it.each([
    [
      'http://internal-pricing.eu-west-1.elb.amazonaws.com:80',
      'http://internal-pricing.eu-west-1.elb.amazonaws.com',
    ],
    ['https://pricing.test/', 'https://pricing.test'],
    ['http://[::1]:3003', 'http://[::1]:3003'],
  ])('takes the address %s', (PROTECTED_API_URL, origin) => {
    expect(readClientSettings({ ...environment, PROTECTED_API_URL })).toMatchObject({ origin });
  });

  it.each([
    '',
    'pricing',
    'pricing:80',
    'http://',
    'http://a/v1',
    'http://a?x',
    'http://a#x',
    'http://user:secret@a',
    'ftp://a',
    'http://a b',
    'http://a:99999',
    '//a',
  ])('refuses the address %j', (PROTECTED_API_URL) => {
    expect(() => readClientSettings({ ...environment, PROTECTED_API_URL })).toThrow(
      invalid('PROTECTED_API_URL'),
    );
  });

  it('trusts an authority where it is told one, and those of Node where the text is empty', () => {
    const { cert } = authority();
    const two = cert + cert;
    expect(readClientSettings({ ...environment, PROTECTED_API_CA: two })).toMatchObject({
      ca: two,
    });
    for (const PROTECTED_API_CA of ['', ' ', '\n'])
      expect(readClientSettings({ ...environment, PROTECTED_API_CA }).ca).toBeUndefined();
  });

  it.each([
    'x',
    '-----BEGIN CERTIFICATE-----',
    `${authority().cert}-----BEGIN CERTIFICATE-----\nAA`,
  ])('refuses %j as certificates', (PROTECTED_API_CA) => {
    expect(() => readClientSettings({ ...environment, PROTECTED_API_CA })).toThrow(
      invalid('PROTECTED_API_CA'),
    );
  });

  it.each(['', '0', '0.05', '901', '-1', '1e1', 'twelve', ' 12', '12s', 'NaN', 'Infinity'])(
    'refuses %j as seconds',
    (seconds) => {
      for (const name of ['CALL_DEADLINE_SECONDS', 'CALL_ATTEMPT_SECONDS']) {
        expect(() => readClientSettings({ ...environment, [name]: seconds })).toThrow(
          invalid(name),
        );
      }
    },
  );
});
