import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleHandler } from '@private-lambda/packaging/bundle-handler';
import { itemRoutes } from '../../shared/test/support/items/bundle-item-routes.mjs';
import { callingOver, PLAIN, tlsCases } from '../../shared/test/support/tls-cases.ts';
import { BundleProcess } from './support/bundle-process.ts';

jest.setTimeout(60_000);

const directory = mkdtempSync(join(tmpdir(), 'https-'));
const bundle = join(directory, 'caller.mjs');
beforeAll(() =>
  bundleHandler({
    service: 'public-caller',
    handler: 'src/handlers/api',
    morePlugins: [itemRoutes],
    outfile: bundle,
  }),
);
afterAll(() => rmSync(directory, { recursive: true }));

it.each(tlsCases)('the function meets a protected API with $what: $code', async (one) => {
  const server = await one.listen();
  const caller = await BundleProcess.start(bundle, callingOver(one, server));
  try {
    const get = await caller.call('GET', '/items/PLAIN');
    const post = await caller.call('POST', '/items', PLAIN);
    const codes = [get, post].map(({ status, code }) => (status === 200 ? undefined : code));
    expect(codes).toEqual([one.code, one.code]);
    expect(server.requests()).toBe(one.code === undefined ? 2 : 0);
  } finally {
    await Promise.all([caller.stop(), server.stop()]);
  }
});
