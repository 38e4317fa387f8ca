import { callingOver, PLAIN, tlsCases } from '../../../shared/test/support/tls-cases.ts';
import { ServerBundle } from './support/server-bundle.ts';
import { testEnvironment } from './support/server-process.ts';

jest.setTimeout(60_000);

let bundle: ServerBundle;
beforeAll(async () => {
  bundle = await new ServerBundle().build('with item routes');
});
afterAll(() => bundle.remove());

it.each(tlsCases)('the container meets a protected API with $what: $code', async (one) => {
  const upstream = await one.listen();
  const { PROTECTED_API_URL, ...environment } = callingOver(one, upstream);
  const server = bundle.start(testEnvironment(PROTECTED_API_URL, environment));
  try {
    const origin = `http://127.0.0.1:${await server.port()}`;
    const headers = { 'content-type': 'application/json' };
    const answers = [
      await fetch(`${origin}/items/PLAIN`),
      await fetch(`${origin}/items`, { method: 'POST', headers, body: PLAIN }),
    ];
    const codes = await Promise.all(
      answers.map(async (answer) => (answer.ok ? undefined : JSON.parse(await answer.text()).code)),
    );
    expect(codes).toEqual([one.code, one.code]);
    expect(upstream.requests()).toBe(one.code === undefined ? 2 : 0);
  } finally {
    await Promise.all([server.stop(), upstream.stop()]);
  }
});
