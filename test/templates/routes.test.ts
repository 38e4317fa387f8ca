import { protectedRoutes, publicRoutes } from '../support/api-routes.ts';
import { type Claim, describeClaim } from '../support/claim.ts';
import { propertiesOf, type System, templateOf } from '../support/system.ts';
import { at, listOf, resourcesOfType } from '../support/template.ts';

it.each([...protectedRoutes, ...publicRoutes])('$route has an example', ({ path, example }) => {
  expect(example?.status).toBeGreaterThanOrEqual(200);
  expect(path).not.toMatch(/[{}]|%7[BD]/);
});

const rulesOf = (system: System) =>
  resourcesOfType(
    templateOf(system, 'protected-api'),
    'AWS::ElasticLoadBalancingV2::ListenerRule',
  ).map(([id, { Properties }]) => ({
    id,
    values: listOf(at(Properties, 'Conditions')).flatMap((condition) =>
      listOf(at(condition, 'Values')),
    ),
  }));
const pathValues = (system: System): unknown[] => rulesOf(system).flatMap(({ values }) => values);
/** Makes one rule of them all, with these paths. */
const setPaths = (values: readonly string[]) => (system: System) => {
  for (const { id } of rulesOf(system)) {
    Object.assign(propertiesOf(system, 'protected-api', id), {
      Conditions: [{ Field: 'path-pattern', Values: values }],
    });
  }
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

const everyRouteIsInTheRule: Claim = (system) =>
  protectedRoutes.flatMap(({ path }) => {
    const values = pathValues(system);
    const problems: string[] = [];
    if (!values.some((value) => toRegExp(value).test(path)))
      problems.push(`${path} is in no listener rule`);
    if (!values.some((value) => toLocalRegExp(value).test(path)))
      problems.push(`${path} is not local`);
    return problems;
  });

describeClaim(
  'every route of the protected API is matched by the listener rule, here and on AWS',
  everyRouteIsInTheRule,
  [
    {
      mistake: 'the rule names a path of its own only',
      make: setPaths(['/nothing-of-ours']),
      named: '/health is in no listener rule',
    },
    {
      mistake: 'the rule relies on * taking the slash too',
      make: setPaths(['*']),
      named: '/health is not local',
    },
  ],
);

const rulesFit: Claim = (system) =>
  rulesOf(system).flatMap(({ id, values }) => {
    const wildcards = values.join('').replaceAll(/[^*?]/g, '').length;
    return values.length <= 5 && wildcards <= 5
      ? []
      : [`${id} has ${values.length} values, ${wildcards} wildcards`];
  });

describeClaim('each rule stays within five values and five wildcards', rulesFit, [
  {
    mistake: 'it lists six paths',
    make: setPaths(['/a', '/b', '/c', '/d', '/e', '/f']),
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
      make: (system) => {
        const { Resources } = templateOf(system, 'public-caller');
        delete Resources['HttpApiRouteGetHealth'];
      },
      named: 'GET /health has no httpApi event',
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
