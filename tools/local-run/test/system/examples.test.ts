import {
  callExample,
  listCallingRoutes,
  protectedRoutes,
  publicRoutes,
} from '../../../../test/support/api-routes.ts';
import { startForAll } from '../support/start-for-all.ts';
import { callerHeaders } from '../support/unsigned-token.ts';

const local = startForAll();

const apis = [
  { api: 'public API', routes: publicRoutes, url: () => local().url },
  { api: 'protected API', routes: protectedRoutes, url: () => local().albUrl },
].flatMap(({ routes, ...of }) => routes.map((route) => ({ ...of, ...route })));

describe('the local system', () => {
  it.each(apis)('answers the example of $route of the $api as it says', async (one) => {
    const answer = await callExample(one.url(), one, callerHeaders());

    expect(answer.status).toBe(one.example?.status);
  });

  it('writes one request id into the log lines of both services', async () => {
    const system = local();
    const [route] = await listCallingRoutes();
    if (!route) return; // no public route calls the protected API yet
    const idsOf = (service: string) =>
      system
        .logLines()
        .filter((line) => line['service'] === service)
        .map(({ requestId }) => requestId);
    // Other calls went to the protected API alone, and their lines may still be on the way.
    const shared = () => idsOf('protected-api').filter((id) => idsOf('public-caller').includes(id));
    const before = shared().length;
    await callExample(system.url, route, callerHeaders());
    // A log line reaches this test after the answer that it tells of.
    await system.until(() => shared().length > before);
    const id = shared().at(-1);

    expect(id).toMatch(/^[\w=-]{8,64}$/);
  });
});
