/** The protected API as one would usually write it: hono, zod, Powertools Logger. */
import { Logger } from '@aws-lambda-powertools/logger';
import { Hono } from 'hono';
import { handle } from 'hono/aws-lambda';
import { z } from 'zod';

const logger = new Logger({ serviceName: 'protected-api' });
const quoteRequest = z.strictObject({
  sku: z
    .string()
    .max(40)
    .regex(/^[A-Z0-9]+(-[A-Z0-9]+)*$/),
  quantity: z.number().int().min(1).max(10_000),
  customerTier: z.enum(['standard', 'silver', 'gold']).default('standard'),
});
const products = new Map([
  ['DESK-100', { sku: 'DESK-100', name: 'Standing desk', currency: 'EUR', listPrice: 49_900 }],
]);

const app = new Hono();
app.use(async (c, next) => {
  await next();
  logger.info('request', { route: c.req.path, status: c.res.status });
});
app.get('/health', (c) => c.json({ status: 'ok' }));
app.get('/v1/products/:sku', (c) => {
  const product = products.get(c.req.param('sku'));
  return product ? c.json(product) : c.json({ code: 'PRICING_UNKNOWN_SKU' }, 404);
});
app.post('/v1/quotes', async (c) => {
  const parsed = quoteRequest.safeParse(await c.req.json());
  if (!parsed.success) return c.json({ code: 'PRICING_INVALID_QUOTE' }, 422);
  const product = products.get(parsed.data.sku);
  if (!product) return c.json({ code: 'PRICING_UNKNOWN_SKU' }, 422);
  const { listPrice, currency } = product;
  return c.json({ ...parsed.data, currency, total: listPrice * parsed.data.quantity });
});

export const handler = handle(app);
