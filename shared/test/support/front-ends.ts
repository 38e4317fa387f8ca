import { createAlbHandler } from '../../src/http/alb-handler.ts';
import { Application } from '../../src/http/application.ts';
import { createHttpApiHandler } from '../../src/http/http-api-handler.ts';
import type { Route } from '../../src/http/route-table.ts';
import { albEvent, type EventParts, type HeaderForm } from './alb-event.ts';
import { albFaults, httpApiFaults } from './check-answer.ts';
import { httpApiEvent } from './http-api-event.ts';
import { recordLog } from './recorded-log.ts';

/** An answer in one form, whatever front end it went through. */
export interface Answered {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Record<string, string[]>;
  readonly body: string;
  /** Parsed; undefined when the body is no JSON. */
  readonly json: Record<string, unknown> | undefined;
  readonly raw: Record<string, unknown>;
  /** What the front end would not take. */
  readonly faults: string[];
  readonly lines: string[];
  readonly logged: Record<string, unknown>[];
}

export interface FrontEnd {
  readonly name: string;
  send(routes: readonly Route[], parts: EventParts): Promise<Answered>;
  /** Hands over an event as it is. */
  sendEvent(routes: readonly Route[], event: unknown, method?: string): Promise<Answered>;
}

const albFrontEnd = (form: HeaderForm): FrontEnd => ({
  name: `ALB, ${form} headers`,
  send(routes, parts) {
    return this.sendEvent(routes, albEvent(parts, form), parts.method);
  },
  async sendEvent(routes, event, method = 'GET') {
    const recorded = recordLog();
    const handler = createAlbHandler(new Application(routes, recorded.log));
    const answer = await handler(event, undefined);
    const multiValue = isObject(event) && isObject(event['multiValueHeaders']);
    return read({ ...answer }, albFaults(answer, { method, multiValue }), recorded);
  },
});

const httpApiFrontEnd: FrontEnd = {
  name: 'HTTP API',
  send(routes, { query = [], ...parts }) {
    const rawQueryString = query.map(([key, value]) => `${key}=${value}`).join('&');
    return this.sendEvent(routes, httpApiEvent({ ...parts, rawQueryString }), parts.method);
  },
  async sendEvent(routes, event, method = 'GET') {
    const recorded = recordLog();
    const handler = createHttpApiHandler(new Application(routes, recorded.log));
    const answer = await handler(event, undefined);
    return read({ ...answer }, httpApiFaults(answer, { method }), recorded);
  },
};

export const frontEnds: readonly FrontEnd[] = [
  albFrontEnd('multi-value'),
  albFrontEnd('single-value'),
  httpApiFrontEnd,
];

function read(
  raw: Record<string, unknown>,
  faults: string[],
  { lines, entries }: ReturnType<typeof recordLog>,
): Answered {
  const headers: Record<string, string[]> = {};
  const given = isObject(raw['multiValueHeaders']) ? raw['multiValueHeaders'] : raw['headers'];
  for (const [name, value] of Object.entries(isObject(given) ? given : {})) {
    headers[name.toLowerCase()] = [value].flat().map(String);
  }
  const text = typeof raw['body'] === 'string' ? raw['body'] : '';
  const body = raw['isBase64Encoded'] === true ? Buffer.from(text, 'base64').toString() : text;
  return {
    status: Number(raw['statusCode']),
    headers,
    body,
    json: parse(body),
    raw,
    faults,
    lines,
    logged: entries(),
  };
}

function parse(body: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
