import * as v from 'valibot';
import { jsonResponse } from '../../../src/http/http-response.ts';
import { readJsonBody } from '../../../src/http/json-body.ts';
import { HttpError } from '../../../src/http/problem.ts';
import type { Route } from '../../../src/http/route-table.ts';
import type { ProtectedApi } from '../../../src/protected-client/protected-api.ts';

/**
 * A domain of the tests' own. Time limits, lost connections and drain are the same for every domain: they are tested
 * through these routes, so that the tests stay when the sample is replaced.
 */
const idSchema = v.pipe(v.string(), v.regex(/^[A-Z0-9-]{1,40}$/));
export const itemSchema = v.strictObject({ id: idSchema, count: v.pipe(v.number(), v.integer()) });
const answerSchema = v.object(itemSchema.entries);

/** What the protected API may refuse. */
const problems = { ITEM_UNKNOWN: 'There is no such item.' };

/** One item, and as JSON: the body of a right POST. */
export const ITEM_ID = 'ITEM-1';
export const ITEM = `{"id":"${ITEM_ID}","count":3}`;

/** In the place of `createRoutes` of shared/src/caller/routes.ts. */
export function createRoutes(api: ProtectedApi): readonly Route[] {
  return [
    {
      route: 'GET /health',
      handler: () => jsonResponse(200, { status: 'ok' }),
    },
    {
      route: 'GET /blanks/{count}',
      handler: (_request, { params }) => ({
        status: 200,
        body: Buffer.alloc(Number(params['count']), ' '),
      }),
    },
    {
      route: 'GET /items/{id}',
      handler: async (_request, context) => {
        const id = parse(idSchema, context.params['id']);
        const item = await api.call(
          {
            method: 'GET',
            path: `/v1/items/${id}`,
            schema: answerSchema,
            isForRequest: (answer) => answer.id === id,
            refusals: { 404: problems },
          },
          context,
        );
        return jsonResponse(200, item);
      },
    },
    {
      route: 'POST /items',
      handler: async (request, context) => {
        const body = parse(itemSchema, readJsonBody(request));
        const item = await api.call(
          {
            method: 'POST',
            path: '/v1/items',
            body,
            schema: answerSchema,
            isForRequest: ({ id, count }) => id === body.id && count === body.count,
            refusals: { 422: problems },
          },
          context,
        );
        return jsonResponse(200, item);
      },
    },
  ];
}

function parse<Schema extends v.GenericSchema>(
  schema: Schema,
  value: unknown,
): v.InferOutput<Schema> {
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  throw new HttpError(422, 'ITEM_INVALID', 'The item has wrong values.');
}
