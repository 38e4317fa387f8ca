import { type CertificateDetail, RequestCertificateCommand } from '@aws-sdk/client-acm';
import { certificateProblem } from '../../src/preflight/certificate.ts';
import { check, nothing, planned, useEmulatedAccount } from './emulated-account.ts';

const here = useEmulatedAccount();

const listener = {
  Type: 'AWS::ElasticLoadBalancingV2::Listener',
  Properties: { Certificates: [] },
};
const domain = {
  Type: 'AWS::ApiGatewayV2::DomainName',
  Properties: { DomainNameConfigurations: [] },
};
const arn = (owner: string) => `arn:aws:acm:us-east-1:${owner}:certificate/0-1`;
const name = 'pricing.internal.test';
const https = { apiProtocol: 'https', apiDomainName: name } as const;

/** @returns the ARN of one that ACM has issued for these names */
async function issued(DomainName: string, ...more: string[]): Promise<string> {
  const SubjectAlternativeNames = [DomainName, ...more];
  const { CertificateArn = '' } = await here.account.acm.send(
    new RequestCertificateCommand({ DomainName, SubjectAlternativeNames }),
  );
  return CertificateArn;
}

describe.each([
  ['ecsCertificateArn', 'ecsDomainName', 'ecs-caller', listener],
  ['apiCertificateArn', 'apiDomainName', 'protected-api', listener],
  ['publicCertificateArn', 'publicDomainName', 'public-caller', domain],
] as const)('%s', (key, nameKey, service, shows) => {
  const stack = planned(service, { Shows: shows });
  const asked = (certificate: string) =>
    check([stack], { ...https, [nameKey]: name, [key]: certificate });

  it('is of the account', async () => {
    expect((await asked(arn('123456789012'))).failures).toEqual([
      `${service}: ${key} is of account 123456789012, and this is 000000000000; expected a certificate of this account`,
    ]);
  });

  it('is one that ACM knows', async () => {
    const unknown = arn('000000000000');
    expect((await asked(unknown)).failures).toEqual([
      `${service}: ${key} is ${unknown}, which ACM does not know; expected one that aws acm list-certificates shows`,
    ]);
  });

  it('is for the name', async () => {
    expect(await asked(await issued('other.test', name))).toEqual(nothing);
    expect((await asked(await issued('other.test', 'internal.test'))).failures).toEqual([
      `${service}: ${key} is of a certificate for other.test, internal.test; expected one for ${name}, which is ${nameKey}`,
    ]);
  });

  it('is not asked for by another service, nor where nothing shows it', async () => {
    const wrong = { ...https, [key]: arn('000000000000') };
    expect(await check([planned('network', { Shows: shows })], wrong)).toEqual(nothing);
    expect(await check([planned(service)], wrong)).toEqual(nothing);
  });
});

it('a certificate is not asked for before HTTPS is spoken', async () => {
  const stack = planned('protected-api', { Shows: listener });
  const settings = { apiDomainName: name, apiCertificateArn: arn('000000000000') };
  expect(await check([stack], { ...settings, apiProtocol: 'http' })).toEqual(nothing);
  expect((await check([stack], { ...settings, apiProtocol: 'both' })).failures).toHaveLength(1);
});

describe('a certificate, as ACM describes it', () => {
  const now = new Date('2026-11-29T12:00:00Z');
  const good: CertificateDetail = {
    Status: 'ISSUED',
    DomainName: name,
    SubjectAlternativeNames: [name],
    KeyAlgorithm: 'RSA_2048',
    NotAfter: new Date('2027-01-01T00:00:00Z'),
  };
  const problem = (change: object, asked: string = name) =>
    certificateProblem({ ...good, ...change }, asked, 'apiDomainName', now);

  it.each([
    ['by its name', {}],
    ['by a wildcard of one label', { SubjectAlternativeNames: ['*.internal.test'] }],
    ['by its first name alone', { SubjectAlternativeNames: undefined }],
    ['whatever its letters', { SubjectAlternativeNames: ['Pricing.Internal.TEST'] }],
    ['with a key of ECDSA', { KeyAlgorithm: 'EC_prime256v1' }],
    ['with a key of RSA, as ACM really writes it', { KeyAlgorithm: 'RSA-2048' }],
    ['with a key that is new to us', { KeyAlgorithm: 'ML_DSA_65' }],
  ])('will do %s', (_, change) => {
    expect(problem(change)).toBeUndefined();
  });

  it('will do where nobody says a name', () => {
    expect(problem({ SubjectAlternativeNames: ['other.test'] }, '')).toBeUndefined();
  });

  it.each<[string, object, string]>([
    ['for the name above', { SubjectAlternativeNames: ['internal.test'] }, 'for internal.test;'],
    ['for two labels', { SubjectAlternativeNames: ['*.test'] }, 'for *.test; expected one for'],
    [
      'for the names below',
      { SubjectAlternativeNames: [`*.${name}`] },
      `for *.${name}; expected one for ${name}, which is apiDomainName`,
    ],
    ['that waits', { Status: 'PENDING_VALIDATION' }, 'waits for its validation; expected'],
    ['whose validation failed', { Status: 'VALIDATION_TIMED_OUT' }, 'is VALIDATION_TIMED_OUT;'],
    ['that was taken back', { Status: 'REVOKED' }, 'is REVOKED; expected one that is ISSUED'],
    ['that ran out', { Status: 'EXPIRED' }, 'is EXPIRED; expected one that is ISSUED'],
    ['that ran out just now', { NotAfter: now }, 'ran out at 2026-11-29T12:00:00.000Z; expected'],
    ['with a short key', { KeyAlgorithm: 'RSA_1024' }, 'the key RSA_1024; expected RSA of 2048'],
    ['with a short key, as ACM writes it', { KeyAlgorithm: 'RSA-1024' }, 'the key RSA-1024;'],
  ])('will not do %s', (_, change, line) => {
    expect(problem(change)).toContain(line);
  });
});
