import middy from '@middy/core';
import jsonBodyParser from '@middy/http-json-body-parser';
import router from '@middy/http-router';
import type { ALBEvent } from 'aws-lambda';

const json = (value: unknown) => ({
  statusCode: 200,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(value),
});

/** The router adds the path's parameters to the event. */
const getProduct = async (event: ALBEvent & { pathParameters?: { sku: string } }) =>
  json({ sku: event.pathParameters?.sku, note: event.queryStringParameters?.['note'] });

const createQuote = async (event: ALBEvent) => {
  const { sku, quantity } = Object(event.body);
  return json({ sku, quantity, total: quantity * 49_900 });
};

export const handler = router<ALBEvent>([
  { method: 'GET', path: '/v1/products/{sku}', handler: getProduct },
  { method: 'POST', path: '/v1/quotes', handler: middy(createQuote).use(jsonBodyParser()) },
]);
