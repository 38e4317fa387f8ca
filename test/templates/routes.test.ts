import { createRoutes } from '@private-lambda/shared/caller/routes';
import { ConnectionPool } from '@private-lambda/shared/protected-client/connection-pool';
import { PricingClient } from '@private-lambda/shared/protected-client/pricing-client';
import { routes as protectedRoutes } from '../../services/protected-api/src/routes.ts';
import { type Claim, describeClaim } from '../support/claim.ts';
import { propertiesOf, type System, templateOf } from '../support/system.ts';
import { at, listOf, resourcesOfType } from '../support/template.ts';

const client = new PricingClient(new ConnectionPool('http://127.0.0.1:1'), {
  deadlineMs: 1,
  attemptMs: 1,
});
const publicRoutes = createRoutes(client);

/** Each listener rule, and the paths it names. */
const pathRules = (system: System) =>
  resourcesOfType(
    templateOf(system, 'protected-api'),
    'AWS::ElasticLoadBalancingV2::ListenerRule',
  ).map(([id, { Properties }]) => ({
    id,
    values: listOf(at(Properties, 'Conditions')).flatMap((one) => listOf(at(one, 'Values'))),
  }));

/** A mistake: every rule names these paths. */
const namePaths = (Values: readonly string[]) => (system: System) => {
  for (const { id } of pathRules(system))
    Object.assign(propertiesOf(system, 'protected-api', id), {
      Conditions: [{ Field: 'path-pattern', Values }],
    });
};

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

const everyRouteIsInARule: Claim = (system) => {
  const values = pathRules(system).flatMap((rule) => rule.values);
  return protectedRoutes
    .map(({ route }) => route.split(' ')[1]?.replaceAll(/\{\w+\}/g, 'some-value') ?? '')
    .flatMap((path) => {
      const problems: string[] = [];
      if (!values.some((value) => toRegExp(value).test(path)))
        problems.push(`${path} is in no rule`);
      if (!values.some((value) => toLocalRegExp(value).test(path)))
        problems.push(`${path} is not local`);
      return problems;
    });
};

describeClaim(
  'every route of the protected API is matched by a listener rule, here and on AWS',
  everyRouteIsInARule,
  [
    {
      mistake: 'the rules name /health only',
      make: namePaths(['/health']),
      named: 'is in no rule',
    },
    {
      mistake: 'the rules rely on * taking many segments',
      make: namePaths(['/health*', '/*']),
      named: 'is not local',
    },
  ],
  undefined,
  'every system',
);

const rulesFit: Claim = (system) =>
  pathRules(system).flatMap(({ id, values }) => {
    const wildcards = values.join('').replaceAll(/[^*?]/g, '').length;
    return values.length <= 5 && wildcards <= 5
      ? []
      : [`${id} has ${values.length} values, ${wildcards} wildcards`];
  });

describeClaim(
  'each rule stays within five values and five wildcards',
  rulesFit,
  [
    {
      mistake: 'it lists six paths',
      make: namePaths(['/a', '/b', '/c', '/d', '/e', '/f']),
      named: '6 values',
    },
  ],
  undefined,
  'every system',
);

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
      make: (system) => {
        const { Resources } = templateOf(system, 'public-caller');
        for (const [id, { Type }] of Object.entries(Resources))
          if (Type === 'AWS::ApiGatewayV2::Route') delete Resources[id];
      },
      named: 'has no httpApi event',
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
  undefined,
  'every system',
);

const healthIsARoute: Claim = (system) => {
  const { HealthCheckPath } = propertiesOf(system, 'ecs-caller', 'CallerTargetGroup');
  const route = `GET ${HealthCheckPath}`;
  return publicRoutes.some((one) => one.route === route) ? [] : [`${route} is no route`];
};

describeClaim(
  'the health check of the ECS caller asks for a route of the caller',
  healthIsARoute,
  [
    {
      mistake: 'it asks for another path',
      make: (system) =>
        Object.assign(propertiesOf(system, 'ecs-caller', 'CallerTargetGroup'), {
          HealthCheckPath: '/nowhere',
        }),
      named: 'GET /nowhere is no route',
    },
  ],
  ['the ECS caller too'],
  'every system',
);
