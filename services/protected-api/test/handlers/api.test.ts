import { headerForms } from '../../../../shared/test/support/alb-event.ts';
import { protectedRoutes } from '../../../../test/support/api-routes.ts';
import { DeployedApi } from '../support/deployed-api.ts';

describe.each(headerForms)('The protected API, %s headers', (form) => {
  const api = new DeployedApi(form);

  it('answers a health check without any header', async () => {
    expect(await api.send({ path: '/health' })).toEqual({ status: 200, body: { status: 'ok' } });
  });

  it.each(protectedRoutes.filter(({ functionKey }) => functionKey === 'api'))(
    'answers the example of $route as it says, in one log line',
    async ({ method, path, example }) => {
      const json = [['content-type', 'application/json']] as const;
      const sent = example?.body === undefined ? {} : { headers: json, body: example.body };
      const body = 'body' in sent ? JSON.stringify(sent.body) : '';
      expect(await api.send({ method, path, ...sent, body })).toMatchObject({
        status: example?.status,
      });
      expect(api.lines).toHaveLength(1);
    },
  );

  it('answers a path of no route with 404', async () => {
    expect(await api.send({ path: '/none-of-ours' })).toMatchObject({
      status: 404,
      body: { code: 'HTTP_ROUTE_NOT_FOUND' },
    });
  });
});
