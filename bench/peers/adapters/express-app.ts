import express from 'express';

/** The routes that both express wrappers stand before. */
export const app = express();
app.use(express.json());
app.get('/v1/products/:sku', (request, response) => {
  response.json({ sku: request.params.sku, note: request.query['note'] });
});
app.post('/v1/quotes', (request, response) => {
  const { sku, quantity } = request.body;
  response.json({ sku, quantity, total: quantity * 49_900 });
});
