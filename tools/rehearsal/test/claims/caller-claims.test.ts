import type { Stage } from '../../../../config/stage.js';
import type { Hop } from '../../src/aws/hop.ts';
import { claimCallers } from '../../src/claims/caller-claims.ts';
import { Claims } from '../../src/claims/claims.ts';

const CERTIFICATE = 'arn:aws:acm:us-east-1:123456789012:certificate/1';
const settings: Parameters<typeof claimCallers>[1] = {
  authorizer: 'jwt',
  jwt: { issuer: 'https://id.example.com', audience: ['api'], scopes: ['read'] },
  cors: {
    allowedOrigins: ['https://shop.example.com'],
    allowedHeaders: [],
    allowCredentials: true,
    maxAge: 0,
  },
  publicDomainName: 'api.example.com',
  publicCertificateArn: CERTIFICATE,
};
const open: typeof settings = {
  authorizer: 'none',
  jwt: undefined,
  cors: false,
  publicDomainName: '',
  publicCertificateArn: '',
};

/** As designed; a fresh copy each time. */
const asDesigned = () => ({
  id: 'api',
  endpoint: 'https://api.execute-api.us-east-1.amazonaws.com',
  hasDefaultAddress: false,
  cors: { AllowOrigins: ['https://shop.example.com'], AllowCredentials: true },
  routes: [
    {
      RouteKey: 'GET /health',
      AuthorizationType: 'JWT' as const,
      AuthorizerId: 'one',
      AuthorizationScopes: ['read'],
    },
  ],
  integrations: [],
  authorizers: [
    {
      AuthorizerId: 'one',
      Name: 'tokens',
      JwtConfiguration: { Issuer: 'https://id.example.com', Audience: ['api'] },
    },
  ],
  stage: { StageName: '$default', $metadata: {} },
  domain: {
    configuration: {
      CertificateArn: CERTIFICATE,
      EndpointType: 'REGIONAL' as const,
      SecurityPolicy: 'TLS_1_2' as const,
    },
    mappings: [{ ApiId: 'api', Stage: '$default', DomainName: 'api.example.com' }],
  },
});
type Found = ReturnType<typeof asDesigned>;

function check(api: Hop['api'], of: Pick<Stage, keyof typeof settings> = settings): number {
  const claims = new Claims();
  claimCallers(claims, of, { api });
  return claims.held;
}

describe('claimCallers', () => {
  it('holds for what is as designed, and for an open API without a name of its own', () => {
    expect(check(asDesigned())).toBeGreaterThan(8);
    expect(
      check(
        {
          ...asDesigned(),
          hasDefaultAddress: true,
          cors: undefined,
          // AWS says so, or says nothing.
          routes: [{ RouteKey: 'GET /', AuthorizationType: 'NONE' }, { RouteKey: 'POST /' }],
          authorizers: [],
          domain: undefined,
        },
        open,
      ),
    ).toBeGreaterThan(4);
  });

  it.each<[string, (found: Found) => void, string]>([
    [
      'an open route',
      ({ routes }) => Object.assign(routes[0] ?? {}, { AuthorizationType: 'NONE' }),
      'GET /health: authorization is NONE, expected JWT',
    ],
    [
      'a route with another authorizer',
      ({ routes }) => Object.assign(routes[0] ?? {}, { AuthorizerId: 'two' }),
      'GET /health: authorizer is two, expected one',
    ],
    [
      'a route without the scope',
      ({ routes }) => Object.assign(routes[0] ?? {}, { AuthorizationScopes: [] }),
      'GET /health: scopes is',
    ],
    [
      'another issuer',
      ({ authorizers }) =>
        Object.assign(authorizers[0]?.JwtConfiguration ?? {}, { Issuer: 'https://elsewhere' }),
      'HttpApi: issuer is https://elsewhere',
    ],
    [
      'a second authorizer',
      ({ authorizers }) => authorizers.push(...asDesigned().authorizers),
      'HttpApi: number of authorizers is 2, expected 1',
    ],
    [
      'any web page',
      ({ cors }) => Object.assign(cors, { AllowOrigins: ['*'] }),
      'HttpApi: origins and credentials of scripts is',
    ],
    [
      'a second address',
      (found) => Object.assign(found, { hasDefaultAddress: true }),
      'HttpApi: address of its own is true, expected false',
    ],
    [
      'another certificate',
      ({ domain }) => Object.assign(domain.configuration, { CertificateArn: 'arn' }),
      'api.example.com: certificate, endpoint and TLS is',
    ],
    [
      'a name that leads to another API',
      ({ domain }) => Object.assign(domain.mappings[0] ?? {}, { ApiId: 'other' }),
      'api.example.com: mappings is',
    ],
  ])('names %s', (_, breakIt, message) => {
    const found = asDesigned();
    breakIt(found);
    expect(() => check(found)).toThrow(message);
  });
});
