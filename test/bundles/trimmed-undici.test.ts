import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { selfSigned } from '@private-lambda/certificates/certificates';
import { bundleHandler } from '@private-lambda/packaging/bundle-handler';
import { itemRoutes } from '../../shared/test/support/items/bundle-item-routes.mjs';
import { BundleProcess } from './support/bundle-process.ts';
import { ScriptedServer } from './support/scripted-server.ts';
import { slowScripts, upstreamScripts } from './support/upstream-scripts.ts';

jest.setTimeout(60_000);

const directory = mkdtempSync(join(tmpdir(), 'bundles-'));
const bundles = { trimmed: join(directory, 'trimmed.mjs'), whole: join(directory, 'whole.mjs') };
const certificateFile = join(directory, 'certificate.pem');
const identity = selfSigned();

const patient = { CALL_DEADLINE_SECONDS: '30', CALL_ATTEMPT_SECONDS: '14' };
const hasty = { CALL_DEADLINE_SECONDS: '1.2', CALL_ATTEMPT_SECONDS: '0.4' };
const scripts = { ...upstreamScripts, ...slowScripts };

beforeAll(async () => {
  writeFileSync(certificateFile, identity.cert);
  const of = { service: 'public-caller', handler: 'src/handlers/api', morePlugins: [itemRoutes] };
  await bundleHandler({ ...of, outfile: bundles.trimmed });
  await bundleHandler({ ...of, outfile: bundles.whole, withPlugins: false });
});
afterAll(() => rmSync(directory, { recursive: true }));

type Use = (caller: BundleProcess, server: ScriptedServer) => Promise<unknown>;

interface Setting {
  readonly tls?: boolean;
  readonly environment?: Readonly<Record<string, string>>;
}

/** @returns what a use came to with one bundle and an upstream of its own */
async function outcomeOf(bundle: string, use: Use, { tls = false, environment }: Setting) {
  const server = new ScriptedServer(scripts, tls ? identity : undefined);
  const caller = await BundleProcess.start(bundle, {
    PROTECTED_API_URL: await server.listen(),
    NODE_EXTRA_CA_CERTS: certificateFile,
    ...patient,
    ...environment,
  });
  try {
    return await use(caller, server);
  } finally {
    await Promise.all([caller.stop(), server.close()]);
  }
}

/** Uses both bundles, holds that they did the same, and returns what they did. */
async function outcomeOfBoth(use: Use, setting: Setting = {}) {
  const [trimmed, whole] = await Promise.all([
    outcomeOf(bundles.trimmed, use, setting),
    outcomeOf(bundles.whole, use, setting),
  ]);
  expect(trimmed).toEqual(whole);
  return trimmed;
}

const get = (caller: BundleProcess, id: string) => caller.call('GET', `/items/${id}`);
const post = (caller: BundleProcess, id: string) =>
  caller.call('POST', '/items', JSON.stringify({ id, count: 1 }));

describe('the public caller with a trimmed undici', () => {
  it.each(['GET', 'POST'])('answers as with the whole one, whatever %s meets', async (method) => {
    const send = method === 'GET' ? get : post;
    const statuses = await outcomeOfBoth(async (caller, server) => {
      const seen: unknown[] = [];
      for (const id of Object.keys(upstreamScripts)) {
        const before = server.requests;
        const outcome = await send(caller, id);
        seen.push({ id, ...outcome, requests: server.requests - before });
      }
      return seen;
    });

    const early = ['EARLY-HINTS', 'PROCESSING'];
    const answered = ['PLAIN', 'CHUNKED', 'BYTE-BY-BYTE', 'LARGE', 'CLOSE', 'UNTIL-END', ...early];
    expect(statuses).toEqual(
      expect.arrayContaining([
        ...answered.map((id) => expect.objectContaining({ id, status: 200 })),
        expect.objectContaining({ id: 'RESET-IN-BODY', status: 502 }),
        // Not as RFC 9110 says; docs/ecs-caller.md has the reason.
        expect.objectContaining({ id: 'CONTINUE', code: 'UPSTREAM_CONNECTION_LOST' }),
        expect.objectContaining({ id: 'BUSY', status: 503 }),
        expect.objectContaining({ id: 'LATE', status: 504 }),
      ]),
    );
  });

  it('gives up as with the whole one', async () => {
    const use: Use = async (caller) => {
      const seen: unknown[] = [];
      for (const id of Object.keys(slowScripts)) {
        seen.push(await get(caller, id), await post(caller, id));
      }
      return seen;
    };

    expect(await outcomeOfBoth(use, { environment: hasty })).toEqual(
      Object.keys(slowScripts).flatMap(() =>
        Array(2).fill(expect.objectContaining({ status: 504 })),
      ),
    );
  });

  it('keeps using one connection over 300 calls', async () => {
    const use: Use = async (caller, server) => {
      const bodies = new Set<string>();
      for (let call = 0; call < 300; call++) bodies.add((await get(caller, 'PLAIN')).body);
      return { bodies: [...bodies], requests: server.requests, connections: server.connections };
    };

    expect(await outcomeOfBoth(use)).toMatchObject({ requests: 300, connections: 1 });
  });

  it('answers 200 calls at once as with the whole one', async () => {
    const use: Use = async (caller) => {
      const ids = Array.from({ length: 200 }, (_, n) => (n % 4 === 0 ? 'CHUNKED' : 'PLAIN'));
      const outcomes = await Promise.all(ids.map((id) => get(caller, id)));
      return outcomes.map(({ status }) => status);
    };

    expect(await outcomeOfBoth(use)).toEqual(Array(200).fill(200));
  });

  it('speaks TLS as with the whole one, also to a server that offers HTTP/2', async () => {
    const use: Use = async (caller) => {
      const seen: unknown[] = [];
      for (const id of ['PLAIN', 'CHUNKED', 'LARGE', 'CLOSE', 'RESET-IN-BODY', 'CUT-BODY', 'PLAIN'])
        seen.push(await get(caller, id));
      return seen;
    };

    expect(await outcomeOfBoth(use, { tls: true })).toEqual(
      expect.arrayContaining([expect.objectContaining({ status: 200 })]),
    );
  });

  it.each([
    ['a certificate it does not trust', true, { NODE_EXTRA_CA_CERTS: '' }],
    ['a port where nobody listens', false, { PROTECTED_API_URL: 'http://127.0.0.1:1' }],
    // Where no name server answers, it is time that ends the call.
    ['a name that does not exist', false, { ...hasty, PROTECTED_API_URL: 'http://nobody.invalid' }],
  ])('fails as with the whole one on %s', async (_what, tls, environment) => {
    const use: Use = (caller) => get(caller, 'PLAIN');

    expect(await outcomeOfBoth(use, { tls, environment })).toMatchObject({
      code: expect.stringMatching(/^UPSTREAM_/),
    });
  });

  it('says which part is missing where the whole one would have used it', async () => {
    const withoutSimd = { environment: { UNDICI_NO_WASM_SIMD: '1' } };
    const use: Use = (caller) => post(caller, 'UNKNOWN');

    expect(await outcomeOf(bundles.trimmed, use, withoutSimd)).toMatchObject({
      causeCode: 'UNDICI_PART_LEFT_OUT',
    });
    expect(await outcomeOf(bundles.whole, use, withoutSimd)).toMatchObject({
      causeCode: undefined,
    });
  });
});
