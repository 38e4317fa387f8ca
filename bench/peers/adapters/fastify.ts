import awsLambdaFastify from '@fastify/aws-lambda';
import fastify from 'fastify';

interface QuoteRequest {
  readonly sku: string;
  readonly quantity: number;
}

const app = fastify();
app.get<{ Params: { sku: string }; Querystring: { note: string } }>(
  '/v1/products/:sku',
  async ({ params, query }) => ({ sku: params.sku, note: query.note }),
);
app.post<{ Body: QuoteRequest }>('/v1/quotes', async ({ body: { sku, quantity } }) => ({
  sku,
  quantity,
  total: quantity * 49_900,
}));

export const handler = awsLambdaFastify(app, { albMultiValueHeaders: true });
