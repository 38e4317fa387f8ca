import type { Stage } from '../../../../config/stage.js';
import type { Hop } from '../aws/hop.ts';
import type { Claims } from './claims.ts';

const TYPES = { none: 'NONE', jwt: 'JWT', iam: 'AWS_IAM' } as const;

/** Who may call the HTTP API, from which web pages, and by which name. */
export function claimCallers(
  claims: Claims,
  settings: Pick<
    Stage,
    'authorizer' | 'jwt' | 'cors' | 'publicDomainName' | 'publicCertificateArn'
  >,
  { api }: Pick<Hop, 'api'>,
): void {
  const { authorizer, jwt, cors, publicDomainName } = settings;
  const [asked] = api.authorizers;
  claims.equal('HttpApi', 'number of authorizers', api.authorizers.length, jwt ? 1 : 0);
  if (jwt) {
    const { Issuer, Audience } = asked?.JwtConfiguration ?? {};
    claims.equal('HttpApi', 'issuer', Issuer, jwt.issuer);
    claims.equal('HttpApi', 'audience', Audience, jwt.audience);
  }
  for (const { RouteKey, AuthorizationType, AuthorizerId, AuthorizationScopes } of api.routes) {
    const route = RouteKey ?? 'a route';
    claims.equal(route, 'authorization', AuthorizationType ?? 'NONE', TYPES[authorizer]);
    if (!jwt) continue;
    claims.equal(route, 'authorizer', AuthorizerId, asked?.AuthorizerId);
    claims.equal(route, 'scopes', AuthorizationScopes ?? [], jwt.scopes);
  }
  claims.equal(
    'HttpApi',
    'origins and credentials of scripts',
    [api.cors?.AllowOrigins ?? [], api.cors?.AllowCredentials ?? false],
    cors ? [cors.allowedOrigins, cors.allowCredentials] : [[], false],
  );
  claims.equal('HttpApi', 'address of its own', api.hasDefaultAddress, publicDomainName === '');
  if (!publicDomainName) return;
  const { configuration, mappings } = claims.present('HttpApi', publicDomainName, api.domain);
  const { CertificateArn, EndpointType, SecurityPolicy } = configuration ?? {};
  claims.equal(
    publicDomainName,
    'certificate, endpoint and TLS',
    [CertificateArn, EndpointType, SecurityPolicy],
    [settings.publicCertificateArn, 'REGIONAL', 'TLS_1_2'],
  );
  claims.equal(
    publicDomainName,
    'mappings',
    mappings.map(({ ApiId, Stage }) => [ApiId, Stage]),
    [[api.id, '$default']],
  );
}
