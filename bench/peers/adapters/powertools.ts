import { Router } from '@aws-lambda-powertools/event-handler/http';

const app = new Router();
app.get('/v1/products/:sku', ({ params, req }) => ({
  sku: params['sku'],
  note: new URL(req.url).searchParams.get('note'),
}));
app.post('/v1/quotes', async ({ req }) => {
  const { sku, quantity } = Object(await req.json());
  return { sku, quantity, total: quantity * 49_900 };
});

export const handler = (event: unknown, context: never) => app.resolve(event, context);
