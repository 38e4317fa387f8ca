import type { Stage } from '../../config/stage.js';
import { at, resourcesOfType, type Template } from './template.ts';

const TYPES = { none: 'NONE', jwt: 'JWT', iam: 'AWS_IAM' } as const;

type Comparison = readonly [what: string, found: unknown, expected: unknown];

/**
 * Who may call the HTTP API, and by which name, is what the stage says: on every route, and with nothing besides.
 * @param template of the public caller; what has a false condition is gone
 * @returns a line for each thing that is otherwise
 */
export function callersProblems(template: Template, stage: Stage): string[] {
  return [...ofRoutes(template, stage), ...ofOrigins(template, stage), ...ofNames(template, stage)]
    .map(([what, ...values]) => [what, ...values.map((value) => JSON.stringify(value))])
    .filter(([, found, expected]) => found !== expected)
    .map(([what, found, expected]) => `${what} is ${found}, not ${expected}`);
}

function ofRoutes(template: Template, { authorizer, jwt }: Stage): readonly Comparison[] {
  const authorizers = resourcesOfType(template, 'AWS::ApiGatewayV2::Authorizer');
  const [[id, found] = []] = authorizers;
  const asked = { type: TYPES[authorizer], authorizer: id && { Ref: id }, scopes: jwt?.scopes };
  return [
    ...resourcesOfType(template, 'AWS::ApiGatewayV2::Route').map(
      ([route, { Properties }]): Comparison => [
        route,
        {
          type: at(Properties, 'AuthorizationType'),
          authorizer: at(Properties, 'AuthorizerId'),
          scopes: at(Properties, 'AuthorizationScopes'),
        },
        asked,
      ],
    ),
    ['number of authorizers', authorizers.length, jwt ? 1 : 0],
    [
      'tokens',
      ['AuthorizerType', 'IdentitySource', 'JwtConfiguration'].map((key) =>
        at(found, 'Properties', key),
      ),
      jwt
        ? ['JWT', ['$request.header.Authorization'], { Audience: jwt.audience, Issuer: jwt.issuer }]
        : [undefined, undefined, undefined],
    ],
  ];
}

/** A script may send what the routes take, and the question beforehand. */
function ofOrigins(template: Template, { cors }: Stage): readonly Comparison[] {
  const methods = resourcesOfType(template, 'AWS::ApiGatewayV2::Route').map(
    ([, { Properties }]) => String(at(Properties, 'RouteKey')).split(' ')[0],
  );
  const found = at(template.Resources['HttpApi']?.Properties, 'CorsConfiguration');
  const expected = cors && {
    AllowCredentials: cors.allowCredentials || undefined,
    AllowHeaders: cors.allowedHeaders,
    AllowMethods: [...new Set(['OPTIONS', ...methods])],
    AllowOrigins: cors.allowedOrigins,
    MaxAge: cors.maxAge,
  };
  return [['CorsConfiguration', found, expected || undefined]];
}

/** With a name of its own, the API has no other. */
function ofNames(template: Template, stage: Stage): readonly Comparison[] {
  const { publicDomainName: name, publicCertificateArn, publicHostedZoneId: zone } = stage;
  const of = (id: string) => template.Resources[id] && (template.Resources[id].Properties ?? {});
  const domain = name && {
    DomainName: name,
    DomainNameConfigurations: [
      {
        CertificateArn: publicCertificateArn,
        EndpointType: 'REGIONAL',
        SecurityPolicy: 'TLS_1_2',
      },
    ],
  };
  const mapping = name && {
    ApiId: { Ref: 'HttpApi' },
    DomainName: { Ref: 'PublicDomain' },
    Stage: { Ref: 'HttpApiStage' },
  };
  const target = (attribute: string) => ({ 'Fn::GetAtt': ['PublicDomain', attribute] });
  const record = zone && {
    HostedZoneId: zone,
    Name: name,
    Type: 'A',
    AliasTarget: {
      DNSName: target('RegionalDomainName'),
      HostedZoneId: target('RegionalHostedZoneId'),
    },
  };
  const outputs = Object.keys(template.Outputs).filter((key) => key.startsWith('Public'));
  return [
    ['DisableExecuteApiEndpoint', at(of('HttpApi'), 'DisableExecuteApiEndpoint'), name !== ''],
    ['PublicDomain', of('PublicDomain'), domain || undefined],
    ['PublicDomainMapping', of('PublicDomainMapping'), mapping || undefined],
    ['PublicDomainRecord', of('PublicDomainRecord'), record || undefined],
    ['outputs', outputs, name ? ['PublicUrl', 'PublicDomainTarget'] : []],
  ];
}
