import { Hono } from 'hono';
import { handle } from 'hono/aws-lambda';

const app = new Hono();
app.get('/v1/products/:sku', (c) => c.json({ sku: c.req.param('sku'), note: c.req.query('note') }));
app.post('/v1/quotes', async (c) => {
  const { sku, quantity } = await c.req.json();
  return c.json({ sku, quantity, total: quantity * 49_900 });
});

export const handler = handle(app);
