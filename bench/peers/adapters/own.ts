import { createAlbHandler } from '@private-lambda/shared/http/alb-handler';
import { Application } from '@private-lambda/shared/http/application';
import { jsonResponse } from '@private-lambda/shared/http/http-response';
import { isRecord } from '@private-lambda/shared/http/is-record';
import { readJsonBody } from '@private-lambda/shared/http/json-body';

export const handler = createAlbHandler(
  new Application([
    {
      route: 'GET /v1/products/{sku}',
      handler: (request, { params }) => {
        const note = request.query().find(([key]) => key === 'note')?.[1];
        return jsonResponse(200, { sku: params['sku'], note });
      },
    },
    {
      route: 'POST /v1/quotes',
      handler: (request) => {
        const body = readJsonBody(request);
        const { sku, quantity } = isRecord(body) ? body : {};
        return jsonResponse(200, { sku, quantity, total: Number(quantity) * 49_900 });
      },
    },
  ]),
);
