import type { HttpRequest, RequestContext } from './http-request.ts';
import type { HttpResponse } from './http-response.ts';
import { HttpError } from './problem.ts';

export type RouteHandler = (
  request: HttpRequest,
  context: RequestContext,
) => HttpResponse | Promise<HttpResponse>;

/** One request of a route, and the status of its answer: tools and tests call the route with it. */
export interface RouteExample {
  /** Of the `{name}` segments. */
  readonly params?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly status: number;
}

export interface Route {
  /** `<METHOD> <path>`, where a segment `{name}` takes any one non-empty segment: `GET /v1/products/{sku}`. */
  readonly route: string;
  /** Every route of the two APIs has one (test/templates/routes.test.ts). */
  readonly example?: RouteExample;
  readonly handler: RouteHandler;
}

export interface RouteMatch {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

interface Template {
  /** Matches a whole path, with a group for each `{name}`. */
  readonly pattern: RegExp;
  readonly methods: Map<string, Route>;
}

/** A whole segment `{name}`, or whatever a pattern might take for syntax. */
const SEGMENT_OR_UNIT = /\/\{(\w+)\}(?=\/|$)|\W/g;
const NO_PARAMS: Readonly<Record<string, string>> = Object.freeze(Object.create(null));

/**
 * Finds the route of a request. HEAD is answered by the GET route. Literal paths are looked up; the few with
 * `{name}` segments are tried in the order given.
 */
export class RouteTable {
  readonly #literal = new Map<string, Map<string, Route>>();
  readonly #templates: Template[] = [];

  constructor(routes: readonly Route[]) {
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
    if (!path.includes('{')) {
      const methods = this.#literal.get(path) ?? new Map<string, Route>();
      this.#literal.set(path, methods);
      return methods;
    }
    const pattern = patternOf(path);
    const known = this.#templates.find((template) => template.pattern.source === pattern.source);
    if (known) return known.methods;
    const methods = new Map<string, Route>();
    this.#templates.push({ pattern, methods });
    return methods;
  }
}

/** One pass of a regular expression is five times faster than splitting the path. */
function patternOf(path: string): RegExp {
  const source = path.replace(SEGMENT_OR_UNIT, (text, name?: string) =>
    name === undefined ? `\\${text}` : `/(?<${name}>[^/]+)`,
  );
  return new RegExp(`^${source}$`);
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

/** @returns the values of the `{name}` segments, in an object without prototype */
function matchTemplate({ pattern }: Template, path: string): Record<string, string> | undefined {
  const params = pattern.exec(path)?.groups;
  if (params && path.includes('%')) {
    for (const name in params) params[name] = decodeSegment(params[name] ?? '');
  }
  return params;
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw new HttpError(400, 'HTTP_PATH_MALFORMED', 'The path is not percent-encoded UTF-8.');
  }
}
