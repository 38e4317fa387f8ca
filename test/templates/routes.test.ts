import { protectedRoutes, publicRoutes } from '../support/api-routes.ts';
import { type Claim, describeClaim } from '../support/claim.ts';
import { propertiesOf, type System, templateOf } from '../support/system.ts';
import { targetGroupsOf } from '../support/target-groups.ts';
import { at, listOf, referencedId, resourcesOfType } from '../support/template.ts';

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
    priority: Number(at(Properties, 'Priority')),
    forwardsTo: referencedId(at(listOf(at(Properties, 'Actions'))[0], 'TargetGroupArn')),
    values: listOf(at(Properties, 'Conditions')).flatMap((condition) =>
      listOf(at(condition, 'Values')),
    ),
  }));
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

/** Each route is answered by the function whose table it is in: the load balancer takes the first rule that fits. */
const everyRouteIsInTheRule: Claim = (system) => {
  const rules = rulesOf(system).sort((a, b) => a.priority - b.priority);
  const groups = targetGroupsOf(templateOf(system, 'protected-api'));
  return protectedRoutes.flatMap(({ path, functionKey }) => {
    const own = groups.find((group) => group.functionKey === functionKey)?.id;
    const first = rules.find(({ values }) => values.some((value) => toRegExp(value).test(path)));
    const locally = rules
      .filter(({ forwardsTo }) => forwardsTo === own)
      .some(({ values }) => values.some((value) => toLocalRegExp(value).test(path)));
    const problems: string[] = [];
    if (!first) problems.push(`${path} is in no listener rule`);
    else if (first.forwardsTo !== own)
      problems.push(`${path} is of function ${functionKey}, and ${first.id} takes it`);
    if (!locally) problems.push(`${path} is not local`);
    return problems;
  });
};

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
    {
      mistake: 'a rule of another function is looked at first',
      make: (system) => {
        const { Resources } = templateOf(system, 'protected-api');
        Resources['EarlierRule'] = {
          Type: 'AWS::ElasticLoadBalancingV2::ListenerRule',
          Properties: {
            Priority: 1,
            Conditions: [{ Field: 'path-pattern', Values: ['*'] }],
            Actions: [{ Type: 'forward', TargetGroupArn: { Ref: 'OtherTargetGroup' } }],
          },
        };
      },
      named: 'and EarlierRule takes it',
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
