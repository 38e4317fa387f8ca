import { protectedRoutes, publicRoutes } from '../../../../test/support/api-routes.ts';
import { LocalSystem } from '../support/local-system.ts';

/** A start packages both services and opens four ports; a loaded machine takes its time. */
const START_TIMEOUT_MS = 90_000;
jest.setTimeout(30_000);

let system: LocalSystem;
beforeAll(async () => {
  system = await LocalSystem.start();
  await system.untilPrinted('Ctrl-C ends both');
}, START_TIMEOUT_MS);
afterAll(() => system.stop(), START_TIMEOUT_MS);

const apis = [
  { api: 'public API', routes: publicRoutes, url: () => system.url },
  { api: 'protected API', routes: protectedRoutes, url: () => system.albUrl },
].flatMap(({ routes, ...of }) => routes.map((route) => ({ ...of, ...route })));

const send = (
  url: string,
  { method, example }: Pick<(typeof apis)[number], 'method' | 'example'>,
) =>
  fetch(url, {
    method,
    ...(example?.body !== undefined && {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(example.body),
    }),
  });

describe('the local system', () => {
  it.each(apis)('answers the example of $route of the $api as it says', async (one) => {
    const answer = await send(one.url() + one.path, one);

    expect(answer.status).toBe(one.example?.status);
  });

  it('writes one request id into the log lines of both services', async () => {
    const route = publicRoutes.find(({ path }) => path !== '/health');
    const idsOf = (service: string) =>
      system
        .logLines()
        .filter((line) => line['service'] === service)
        .map(({ requestId }) => requestId);
    // Other calls went to the protected API alone, and their lines may still be on the way.
    const shared = () => idsOf('protected-api').filter((id) => idsOf('public-caller').includes(id));
    const before = shared().length;
    if (route) await send(system.url + route.path, route);
    // A log line reaches this test after the answer that it tells of.
    await system.until(() => shared().length > before);
    const id = shared().at(-1);

    expect(id).toMatch(/^[\w=-]{8,64}$/);
  });
});
