import { createRoutes } from '@private-lambda/shared/caller/routes';
import { ConnectionPool } from '@private-lambda/shared/protected-client/connection-pool';
import { ProtectedApi } from '@private-lambda/shared/protected-client/protected-api';
import { routes as protectedRoutes } from '../../services/protected-api/src/routes.ts';
import { type Claim, describeClaim } from '../support/claim.ts';
import { propertiesOf, type System, templateOf } from '../support/system.ts';
import { at, listOf, resourcesOfType } from '../support/template.ts';

const client = new ProtectedApi(new ConnectionPool('http://127.0.0.1:1'), {
  deadlineMs: 1,
  attemptMs: 1,
});
const publicRoutes = createRoutes(client);

const RULE = 'ApiAlbListenerRule10';
const pathValues = (system: System): unknown[] =>
  listOf(propertiesOf(system, 'protected-api', RULE)['Conditions']).flatMap((condition) =>
    listOf(at(condition, 'Values')),
  );

/** What the load balancer does with a pattern: `*` is any text, `?` any character (ELB user guide, "Rule condition types"). */
const toRegExp = (pattern: unknown) =>
  new RegExp(
    `^${String(pattern)
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
  );

/** What serverless-offline does: each `*` is one segment. */
const toLocalRegExp = (pattern: unknown) =>
  new RegExp(`^${String(pattern).replaceAll('*', '[^/]+')}$`);

const everyRouteIsInTheRule: Claim = (system) =>
  protectedRoutes
    .map(({ route }) => route.split(' ')[1]?.replaceAll(/\{\w+\}/g, 'DESK-100') ?? '')
    .flatMap((path) => {
      const values = pathValues(system);
      const problems: string[] = [];
      if (!values.some((value) => toRegExp(value).test(path)))
        problems.push(`${path} is not in ${RULE}`);
      if (!values.some((value) => toLocalRegExp(value).test(path)))
        problems.push(`${path} is not local`);
      return problems;
    });

describeClaim(
  'every route of the protected API is matched by the listener rule, here and on AWS',
  everyRouteIsInTheRule,
  [
    {
      mistake: 'the rule names /health only',
      make: (system) =>
        Object.assign(propertiesOf(system, 'protected-api', RULE), {
          Conditions: [{ Field: 'path-pattern', Values: ['/health'] }],
        }),
      named: '/v1/quotes is not in',
    },
    {
      mistake: 'the rule relies on * taking two segments',
      make: (system) =>
        Object.assign(propertiesOf(system, 'protected-api', RULE), {
          Conditions: [{ Field: 'path-pattern', Values: ['/health', '/v1/*'] }],
        }),
      named: '/v1/products/DESK-100 is not local',
    },
  ],
);

const ruleFits: Claim = (system) => {
  const values = pathValues(system).map(String);
  const wildcards = values.join('').replaceAll(/[^*?]/g, '').length;
  return values.length <= 5 && wildcards <= 5
    ? []
    : [`${RULE} has ${values.length} values, ${wildcards} wildcards`];
};

describeClaim('the rule stays within five values and five wildcards', ruleFits, [
  {
    mistake: 'it lists six paths',
    make: (system) =>
      Object.assign(propertiesOf(system, 'protected-api', RULE), {
        Conditions: [{ Field: 'path-pattern', Values: ['/a', '/b', '/c', '/d', '/e', '/f'] }],
      }),
    named: '6 values',
  },
]);

const httpApiRoutesAreTheRoutes: Claim = (system) => {
  const declared = resourcesOfType(
    templateOf(system, 'public-caller'),
    'AWS::ApiGatewayV2::Route',
  ).map(([, { Properties }]) => String(at(Properties, 'RouteKey')));
  const served = publicRoutes.map(({ route }) => route);
  return [
    ...served
      .filter((route) => !declared.includes(route))
      .map((route) => `${route} has no httpApi event`),
    ...declared
      .filter((route) => !served.includes(route))
      .map((route) => `${route} has no handler`),
  ];
};

describeClaim(
  'the routes of the HTTP API are those of the caller, and no catch-all',
  httpApiRoutesAreTheRoutes,
  [
    {
      mistake: 'a route is forgotten',
      make: (system) =>
        delete templateOf(system, 'public-caller').Resources['HttpApiRoutePostQuotes'],
      named: 'POST /quotes has no httpApi event',
    },
    {
      mistake: 'a catch-all is added',
      make: (system) => {
        templateOf(system, 'public-caller').Resources['CatchAll'] = {
          Type: 'AWS::ApiGatewayV2::Route',
          Properties: { RouteKey: '$default' },
        };
      },
      named: '$default has no handler',
    },
  ],
);
