import { askEveryRoute, sayWhichAreOpen } from '../src/route-authorizer.js';

const tokens = { name: 'tokens', scopes: ['a'] };
const own = { type: 'aws_iam' };

/** @returns the events of one function after the plugin has seen the service */
function asked(routeAuthorizer: unknown, ...routes: (string | { path: string })[]) {
  const events = routes.map((httpApi) => ({ httpApi }));
  askEveryRoute({ ...service, custom: { routeAuthorizer }, functions: { api: { events } } });
  return events.map(({ httpApi }) => httpApi);
}
const service = {
  service: 'any',
  provider: { coreCloudFormationTemplate: {}, compiledCloudFormationTemplate: {} },
};

describe('the routes of a service', () => {
  it('all ask what the service says, however they are written', () => {
    expect(
      asked(
        tokens,
        'GET /health',
        '*',
        { path: '*' },
        Object.assign({ path: '/a' }, { method: 'PUT' }),
      ),
    ).toEqual([
      { method: 'GET', path: '/health', authorizer: tokens },
      { path: '*', authorizer: tokens },
      { path: '*', authorizer: tokens },
      { method: 'PUT', path: '/a', authorizer: tokens },
    ]);
  });

  it('keep an authorizer of their own', () => {
    expect(asked(tokens, Object.assign({ path: '/a' }, { authorizer: own }))).toEqual([
      { path: '/a', authorizer: own },
    ]);
  });

  it.each([false, undefined])('stay as they are where the service says %s', (authorizer) => {
    expect(asked(authorizer, 'GET /health')).toEqual(['GET /health']);
  });

  it('may be none, in a service without functions, or with functions that nothing invokes', () => {
    expect(() => askEveryRoute({ ...service, custom: { routeAuthorizer: tokens } })).not.toThrow();
    const functions = { api: {}, other: { events: [{}] } };
    askEveryRoute({ ...service, custom: { routeAuthorizer: tokens }, functions });
    expect(functions).toEqual({ api: {}, other: { events: [{}] } });
  });
});

describe('the routes of a template', () => {
  it('say that they are open where they ask for nothing, and nothing else changes', () => {
    const Type = 'AWS::ApiGatewayV2::Route';
    const Resources = {
      Open: { Type, Properties: {} },
      Closed: { Type, Properties: { AuthorizationType: 'JWT' } },
      Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: {} },
    };
    sayWhichAreOpen({ Resources });

    expect(Resources).toEqual({
      Open: { Type, Properties: { AuthorizationType: 'NONE' } },
      Closed: { Type, Properties: { AuthorizationType: 'JWT' } },
      Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: {} },
    });
    expect(() => sayWhichAreOpen(undefined)).not.toThrow();
  });
});
