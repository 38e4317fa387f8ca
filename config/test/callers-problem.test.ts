import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { configDirectory } from '../config-directory.js';
import { loadStage } from '../stage.js';

const CERTIFICATE = 'arn:aws:acm:eu-west-1:123456789012:certificate/0-1';
const jwt = { issuer: 'https://id.example.com/', audience: ['api'] };
const domain = { publicDomainName: 'api.example.com', publicCertificateArn: CERTIFICATE };
const base = {
  region: 'eu-west-1',
  vpcCidr: '10.9.0.0/16',
  publicSubnetCidrs: { A: '10.9.0.0/24', B: '10.9.1.0/24', C: '10.9.2.0/24', D: '10.9.3.0/24' },
  privateSubnetCidrs: { A: '10.9.4.0/24', B: '10.9.5.0/24', C: '10.9.6.0/24', D: '10.9.7.0/24' },
};

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'callers-'));
  cpSync(configDirectory, directory, { recursive: true });
});
afterAll(() => rmSync(directory, { recursive: true }));

function load(says: object) {
  writeFileSync(join(directory, 'stages', 'one.yml'), stringify({ ...base, ...says }));
  return loadStage('one', directory);
}

it.each([
  ['an open API', {}],
  ['tokens of an issuer', { authorizer: 'jwt', jwt }],
  ['tokens with a scope', { authorizer: 'jwt', jwt: { ...jwt, scopes: ['quotes.read'] } }],
  ['signatures', { authorizer: 'iam' }],
  ['any web page, without credentials', { cors: { allowedOrigins: ['*'] } }],
  [
    'pages by name, with credentials',
    {
      cors: {
        allowedOrigins: ['https://a.example', 'http://localhost:5173'],
        allowCredentials: true,
      },
    },
  ],
  ['a name of its own', domain],
  ['a name of its own, with its record', { ...domain, publicHostedZoneId: 'Z1' }],
])('a stage may have %s', (_, says) => {
  expect(() => load(says)).not.toThrow();
});

it('a stage that says nothing is open, and closed to the scripts of web pages', () => {
  expect(load({})).toMatchObject({ authorizer: 'none', cors: false, publicDomainName: '' });
});

it('a page may send a token and JSON, where cors says no other headers', () => {
  expect(load({ cors: { allowedOrigins: ['*'] } }).cors).toEqual({
    allowedOrigins: ['*'],
    allowedHeaders: ['Authorization', 'Content-Type'],
    allowCredentials: false,
    maxAge: 600,
  });
});

it.each([
  [
    { authorizer: 'jwt' },
    'STAGE_CALLERS_INVALID',
    'authorizer is jwt and jwt is missing; expected',
  ],
  [{ jwt }, 'STAGE_CALLERS_INVALID', 'jwt is set and authorizer is none, so nobody is asked'],
  [{ authorizer: 'iam', jwt }, 'STAGE_CALLERS_INVALID', 'jwt is set and authorizer is iam'],
  [
    { cors: { allowedOrigins: ['*'], allowCredentials: true } },
    'STAGE_CALLERS_INVALID',
    'cors.allowedOrigins has * and cors.allowCredentials is true; expected',
  ],
  [
    { cors: { allowedOrigins: ['*', 'https://a.example'] } },
    'STAGE_CALLERS_INVALID',
    'cors.allowedOrigins has * beside others; expected',
  ],
  [
    { publicDomainName: 'api.example.com' },
    'STAGE_CALLERS_INVALID',
    'publicDomainName is api.example.com and publicCertificateArn is missing; expected',
  ],
  [
    { ecsHostedZoneId: 'Z1' },
    'STAGE_CALLERS_INVALID',
    'ecsHostedZoneId is set and ecsDomainName is missing; expected',
  ],
  [
    { publicCertificateArn: CERTIFICATE },
    'STAGE_CALLERS_INVALID',
    'publicCertificateArn is set and publicDomainName is missing; expected',
  ],
  [
    { publicHostedZoneId: 'Z1' },
    'STAGE_CALLERS_INVALID',
    'publicHostedZoneId is set and publicDomainName is missing; expected',
  ],
  [
    { ...domain, publicCertificateArn: CERTIFICATE.replace('eu-west-1', 'us-east-1') },
    'STAGE_REGION_REFUSED',
    'and the Region is eu-west-1; expected one that begins with arn:aws:acm:eu-west-1:',
  ],
  [
    { authorizer: 'jwt', jwt: { ...jwt, issuer: 'http://id.example.com' } },
    'STAGE_VALUE_INVALID',
    'jwt.issuer: found "http://id.example.com", expected the address of an issuer',
  ],
  [
    { authorizer: 'jwt', jwt: { ...jwt, issuer: 'https://user:word@id.example.com' } },
    'STAGE_VALUE_INVALID',
    'jwt.issuer: found',
  ],
  [
    { authorizer: 'jwt', jwt: { issuer: jwt.issuer } },
    'STAGE_VALUE_INVALID',
    'jwt.audience: found undefined, expected',
  ],
  [
    { authorizer: 'jwt', jwt: { ...jwt, audience: [] } },
    'STAGE_VALUE_INVALID',
    'at least one audience',
  ],
  [{ authorizer: 'JWT' }, 'STAGE_VALUE_INVALID', 'authorizer: found "JWT", expected'],
  [
    { cors: { allowedOrigins: ['https://a.example/'] } },
    'STAGE_VALUE_INVALID',
    'cors.allowedOrigins.0: found "https://a.example/", expected an origin without a path',
  ],
  [
    { cors: { allowedOrigins: ['http://a.example'] } },
    'STAGE_VALUE_INVALID',
    'http for localhost alone',
  ],
  [
    { cors: { allowOrigins: ['*'] } },
    'STAGE_VALUE_INVALID',
    'cors.allowedOrigins: found undefined, expected "allowedOrigins"',
  ],
  [
    { cors: { allowedOrigins: ['*'], maxAgee: 5 } },
    'STAGE_VALUE_INVALID',
    'cors.maxAgee: unknown key; did you mean maxAge?',
  ],
  [
    { cors: { allowedOrigins: '*' } },
    'STAGE_VALUE_INVALID',
    'cors.allowedOrigins: found "*", expected Array',
  ],
  [
    { authorizer: 'jwt', jwt: { ...jwt, scope: ['a'] } },
    'STAGE_VALUE_INVALID',
    'jwt.scope: unknown key; did you mean scopes?',
  ],
  [{ cors: true }, 'STAGE_VALUE_INVALID', 'cors: found true, expected false, or allowedOrigins'],
  [
    { publicDomainName: 'API.example.com', publicCertificateArn: CERTIFICATE },
    'STAGE_VALUE_INVALID',
    'publicDomainName: found "API.example.com", expected a host name in small letters',
  ],
  [
    { ...domain, publicHostedZoneId: '/hostedzone/Z1' },
    'STAGE_VALUE_INVALID',
    'id of a hosted zone',
  ],
])('%j is refused with %s', (says, code, line) => {
  expect(() => load(says)).toThrow(
    expect.objectContaining({ code, message: expect.stringContaining(line) }),
  );
  expect(() => load(says)).toThrow(/^[^\n]*$/);
});
