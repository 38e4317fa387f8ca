import {
  albEvent,
  type EventParts,
  headerForms,
} from '../../../../shared/test/support/alb-event.ts';
import { albFaults } from '../../../../shared/test/support/check-answer.ts';
import { protectedRoutes } from '../../../../test/support/api-routes.ts';
import { handler } from '../../src/handlers/api.ts';

describe.each(headerForms)('The protected API, %s headers', (form) => {
  let lines: string[];
  beforeEach(() => {
    lines = [];
    jest.spyOn(process.stdout, 'write').mockImplementation((line) => lines.push(String(line)) > 0);
  });

  async function send(parts: EventParts) {
    const { method = 'GET' } = parts;
    const answer = await handler(albEvent(parts, form), undefined);
    expect(albFaults(answer, { method, multiValue: form === 'multi-value' })).toEqual([]);
    return { status: answer.statusCode, body: JSON.parse(answer.body ?? 'null') };
  }

  it('answers a health check without any header', async () => {
    expect(await send({ path: '/health' })).toEqual({ status: 200, body: { status: 'ok' } });
  });

  it.each(protectedRoutes.filter(({ functionKey }) => functionKey === 'api'))(
    'answers the example of $route as it says, in one log line',
    async ({ method, path, example }) => {
      const json = [['content-type', 'application/json']] as const;
      const sent = example?.body === undefined ? {} : { headers: json, body: example.body };
      const body = 'body' in sent ? JSON.stringify(sent.body) : '';
      expect(await send({ method, path, ...sent, body })).toMatchObject({
        status: example?.status,
      });
      expect(lines).toHaveLength(1);
    },
  );

  it('answers a path of no route with 404', async () => {
    expect(await send({ path: '/none-of-ours' })).toMatchObject({
      status: 404,
      body: { code: 'HTTP_ROUTE_NOT_FOUND' },
    });
  });
});
