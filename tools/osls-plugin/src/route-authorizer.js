/**
 * Every route of the HTTP API asks the same of its caller, which stands once, in `custom.routeAuthorizer`: a route that
 * somebody adds is not open because a line was forgotten. One that states an authorizer of its own keeps it.
 */

/**
 * Before osls makes routes of the events, and before serverless-offline does.
 * @param {import('./osls.js').Serverless['service']} service
 */
export function askEveryRoute({ custom, functions = {} }) {
  const authorizer = custom?.routeAuthorizer;
  if (!authorizer) return;
  for (const { events = [] } of Object.values(functions)) {
    for (const event of events) {
      if (event.httpApi) event.httpApi = { authorizer, ...routeOf(event.httpApi) };
    }
  }
}

/** osls takes `GET /health`, `*` and a map alike. @param {NonNullable<import('./osls.js').Event['httpApi']>} route */
function routeOf(route) {
  if (typeof route !== 'string') return route;
  const [method = '', path] = route.trim().split(/\s+/);
  return path === undefined ? { path: method } : { method, path };
}

/**
 * An open route says so. Without the word, a deploy that takes the authorizer away would leave what the route has:
 * CloudFormation sends API Gateway only what the template says.
 * @param {import('./osls.js').Template} template
 */
export function sayWhichAreOpen(template) {
  for (const { Type, Properties = {} } of Object.values(template?.Resources ?? {})) {
    if (Type === 'AWS::ApiGatewayV2::Route') Properties['AuthorizationType'] ??= 'NONE';
  }
}
