import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleHandler } from '@private-lambda/packaging/bundle-handler';

const directory = mkdtempSync(join(tmpdir(), 'bundles-'));
afterAll(() => rmSync(directory, { recursive: true }));

const KIB = 1024;

// Room for what a team adds, none for a package that slips in; bench/ holds the sample to its targets.
describe('the deployed code', () => {
  it.each([
    ['protected-api', 'src/handlers/api', 60],
    ['public-caller', 'src/handlers/api', 250],
  ])('of %s (%s) is at most %i KiB', async (service, handler, limit) => {
    const outfile = join(directory, `${service}.mjs`);
    await bundleHandler({ service, handler, outfile });

    expect(statSync(outfile).size / KIB).toBeLessThanOrEqual(limit);
  });
});
