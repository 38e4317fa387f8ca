import type { Stack } from './subject.ts';

/**
 * Routes that only signed calls reach, as IAM writes them: `$default/GET/products/*`, after the API's id (API Gateway
 * developer guide, "Control access for invoking an API").
 */
export function signedRoutes(stacks: readonly Stack[]): readonly string[] {
  return stacks.flatMap(({ resources }) => {
    const stages = resources.flatMap(({ type, properties: { StageName } }) =>
      type === 'AWS::ApiGatewayV2::Stage' && typeof StageName === 'string' ? [StageName] : [],
    );
    const paths = resources.flatMap(({ type, properties: { AuthorizationType, RouteKey } }) =>
      type === 'AWS::ApiGatewayV2::Route' &&
      AuthorizationType === 'AWS_IAM' &&
      typeof RouteKey === 'string'
        ? [pathOf(RouteKey)]
        : [],
    );
    return stages.flatMap((stage) => paths.map((path) => `${stage}/${path}`));
  });
}

/** `GET /products/{sku}` as `GET/products/*`, and the catch-all as `*`. */
function pathOf(routeKey: string): string {
  if (!routeKey.includes(' ')) return '*';
  return routeKey
    .replace(/^ANY/, '*')
    .replace(' ', '')
    .replaceAll(/\{[^}]*\}/g, '*');
}
