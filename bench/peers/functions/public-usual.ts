/** The public caller as one would usually write it: hono, zod, Powertools Logger, and undici as it comes. */
import { Logger } from '@aws-lambda-powertools/logger';
import { Hono } from 'hono';
import { handle } from 'hono/aws-lambda';
import { Agent, request } from 'undici';
import { z } from 'zod';

const { PROTECTED_API_URL } = z.object({ PROTECTED_API_URL: z.url() }).parse(process.env);
const logger = new Logger({ serviceName: 'public-caller' });
const dispatcher = new Agent();
const productSchema = z.object({
  sku: z.string(),
  name: z.string(),
  currency: z.string().length(3),
  listPrice: z.number().int().min(0),
});

const app = new Hono();
app.use(async (c, next) => {
  await next();
  logger.info('request', { route: c.req.path, status: c.res.status });
});
app.get('/health', (c) => c.json({ status: 'ok' }));
app.get('/products/:sku', async (c) => {
  const url = `${PROTECTED_API_URL}/v1/products/${encodeURIComponent(c.req.param('sku'))}`;
  const { body } = await request(url, { dispatcher, headersTimeout: 5_500 });
  return c.json(productSchema.parse(await body.json()));
});

export const handler = handle(app);
