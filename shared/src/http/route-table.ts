import type { HttpRequest, RequestContext } from './http-request.ts';
import type { HttpResponse } from './http-response.ts';
import { HttpError } from './problem.ts';

export type RouteHandler = (
  request: HttpRequest,
  context: RequestContext,
) => HttpResponse | Promise<HttpResponse>;

export interface Route {
  /** `<METHOD> <path>`, where a segment `{name}` takes any one non-empty segment: `GET /v1/products/{sku}`. */
  readonly route: string;
  readonly handler: RouteHandler;
}

export interface RouteMatch {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

interface CompiledPath {
  /** Text before the first `{name}`: tells most paths apart without splitting them. */
  readonly prefix: string;
  readonly segments: readonly { readonly literal?: string; readonly name?: string }[];
  readonly methods: Map<string, Route>;
}

const NO_PARAMS: Readonly<Record<string, string>> = Object.freeze(Object.create(null));

/**
 * Finds the route of a request. HEAD is answered by the GET route. Literal paths are looked up; the few with
 * `{name}` segments are tried in the order given.
 */
export class RouteTable {
  readonly routes: readonly Route[];
  readonly #literal = new Map<string, Map<string, Route>>();
  readonly #templates: CompiledPath[] = [];

  constructor(routes: readonly Route[]) {
    this.routes = routes;
    for (const route of routes) {
      const [method = '', path = ''] = route.route.split(' ');
      this.#methodsOf(path).set(method, route);
    }
  }

  /** @throws HttpError 404, 405 (with `Allow`), or 400 when a `{name}` segment is not percent-encoded UTF-8 */
  match(method: string, path: string): RouteMatch {
    const literal = this.#literal.get(path);
    if (literal) return { route: pick(literal, method), params: NO_PARAMS };
    for (const template of this.#templates) {
      const params = matchTemplate(template, path);
      if (params) return { route: pick(template.methods, method), params };
    }
    throw new HttpError(404, 'HTTP_ROUTE_NOT_FOUND', 'There is nothing at this path.');
  }

  #methodsOf(path: string): Map<string, Route> {
    const brace = path.indexOf('{');
    if (brace < 0) {
      const methods = this.#literal.get(path) ?? new Map<string, Route>();
      this.#literal.set(path, methods);
      return methods;
    }
    const segments = path.split('/').map((segment) => {
      const name = /^\{(\w+)\}$/.exec(segment)?.[1];
      return name === undefined ? { literal: segment } : { name };
    });
    const known = this.#templates.find(
      (template) => JSON.stringify(template.segments) === JSON.stringify(segments),
    );
    if (known) return known.methods;
    const methods = new Map<string, Route>();
    this.#templates.push({ prefix: path.slice(0, brace), segments, methods });
    return methods;
  }
}

function pick(methods: Map<string, Route>, method: string): Route {
  const route = methods.get(method) ?? (method === 'HEAD' ? methods.get('GET') : undefined);
  if (route) return route;
  const allowed = [...methods.keys()];
  if (methods.has('GET') && !methods.has('HEAD')) allowed.push('HEAD');
  const allow = allowed.join(', ');
  throw new HttpError(405, 'HTTP_METHOD_NOT_ALLOWED', `This path takes ${allow}.`, {
    headers: { Allow: allow },
  });
}

function matchTemplate(template: CompiledPath, path: string): Record<string, string> | undefined {
  if (!path.startsWith(template.prefix)) return undefined;
  const segments = path.split('/');
  if (segments.length !== template.segments.length) return undefined;
  const params: Record<string, string> = Object.create(null);
  for (const [index, { literal, name }] of template.segments.entries()) {
    const segment = segments[index] ?? '';
    if (name !== undefined && segment !== '') params[name] = segment;
    else if (segment !== literal) return undefined;
  }
  for (const name in params) params[name] = decodeSegment(params[name] ?? '');
  return params;
}

function decodeSegment(segment: string): string {
  if (!segment.includes('%')) return segment;
  try {
    return decodeURIComponent(segment);
  } catch {
    throw new HttpError(400, 'HTTP_PATH_MALFORMED', 'The path is not percent-encoded UTF-8.');
  }
}
