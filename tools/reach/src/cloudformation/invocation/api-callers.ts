import { nameOf } from '../../model/id.ts';
import type { Id } from '../../model/network.ts';
import type { Resource } from '../../template/resource.ts';
import type { StackSet } from '../../template/system.ts';
import type { Value } from '../../template/value.ts';
import { findReferences } from '../read/find-references.ts';
import { readId, readList, readText } from '../read/read-value.ts';

const METHOD = 'AWS::ApiGateway::Method';
const INTEGRATION = 'AWS::ApiGatewayV2::Integration';
const HTTP_API = 'AWS::ApiGatewayV2::Api';
/** They may hold integrations in an OpenAPI text. */
export const APIS: ReadonlySet<string> = new Set([
  'AWS::ApiGateway::RestApi',
  HTTP_API,
  'AWS::Serverless::Api',
  'AWS::Serverless::HttpApi',
]);

/** Whether a type leads the callers of an API on. */
export function leadsCallers(type: string): boolean {
  return type === METHOD || type === INTEGRATION || APIS.has(type);
}

/** Who may call what an API leads to, in words for answers: "Control and manage access to REST APIs" and "HTTP APIs". */
export class ApiCallers {
  private readonly routes = new Map<Id, Resource[]>();
  /** Routes whose integration is not known: they may be of any. */
  private readonly routesOfAny: Resource[] = [];
  private readonly restApis: ReadonlyMap<Id, Resource>;

  constructor(set: StackSet) {
    for (const route of set.ofType((type) => type === 'AWS::ApiGatewayV2::Route')) {
      const integrations = findReferences(route.get('Target'));
      if (integrations.size === 0) this.routesOfAny.push(route);
      for (const id of integrations) this.routes.set(id, [...(this.routes.get(id) ?? []), route]);
    }
    const apis = set.ofType((type) => type === 'AWS::ApiGateway::RestApi');
    this.restApis = new Map(apis.map((api) => [api.id, api]));
  }

  /** @param use an integration with its routes, a method, or an API with both in its OpenAPI text */
  of(use: Resource): string {
    if (use.type === METHOD) return this.ofMethod(use);
    // "Quick create" gives it one route, which takes whatever comes.
    if (use.type === HTTP_API && use.get('Target') !== undefined) return NOBODY_ASKS;
    if (use.type !== INTEGRATION) return 'whom its OpenAPI text admits';
    const routes = [...(this.routes.get(use.id) ?? []), ...this.routesOfAny];
    if (routes.length === 0) return 'no route of the given stacks leads to it';
    return routes.map((route) => `${route.id}: ${admitted(route, ANYBODY)}`).join('; ');
  }

  /** A REST API may be private, or have a policy that says who may call it. */
  private ofMethod(method: Resource): string {
    const api = this.restApis.get(readId(method.get('RestApiId')) ?? '');
    const isPublic =
      api !== undefined &&
      api.get('Policy') === undefined &&
      readList(api.get('EndpointConfiguration', 'Types')).every((type) => PUBLIC.has(type));
    return admitted(method, isPublic ? ANYBODY : 'whom its API admits');
  }
}

const ANYBODY = 'anybody on the internet';
const NOBODY_ASKS = `${ANYBODY}, no authorizer`;
/** "API endpoint types for REST APIs". */
const PUBLIC: ReadonlySet<Value> = new Set<Value>(['EDGE', 'REGIONAL']);

/** Who may call a function URL ("Control access to Lambda function URLs"). */
export function callersOfUrl(authType: Value | undefined): string {
  const type = readText(authType);
  if (typeof type !== 'string') return 'whom its AuthType admits, which is not known';
  return type === 'NONE' ? NOBODY_ASKS : `whom ${type} admits`;
}

/** @param open whom it admits without an authorizer; without a type there is none */
function admitted(entry: Resource, open: string): string {
  const type = readText(entry.get('AuthorizationType')) ?? 'NONE';
  if (typeof type !== 'string') return `not known, since ${type.unknown}`;
  if (type === 'NONE') return `${open}, no authorizer`;
  const authorizer = readId(entry.get('AuthorizerId'));
  return `whom ${authorizer === undefined ? type : `${nameOf(authorizer)} (${type})`} admits`;
}
