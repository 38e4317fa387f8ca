import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  authority,
  certified,
  type KeyAndCertificate,
} from '@private-lambda/certificates/certificates';
import { bundleHandler } from '@private-lambda/packaging/bundle-handler';
import { itemRoutes } from '../../shared/test/support/items/bundle-item-routes.mjs';
import { BundleProcess } from './support/bundle-process.ts';
import { ScriptedServer } from './support/scripted-server.ts';
import { upstreamScripts } from './support/upstream-scripts.ts';

jest.setTimeout(60_000);

/** The public caller as it is deployed, against servers of TLS whose certificates a private authority has signed. */
const HOST = 'localhost';
const ours = authority();
const right = certified({ by: ours, host: HOST });

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

/** A GET and a POST by the name of the server, and how many requests arrived there. */
async function callBoth(port: number, ca: string, requests: () => number) {
  const caller = await BundleProcess.start(bundle, {
    PROTECTED_API_URL: `https://${HOST}:${port}`,
    PROTECTED_API_CA: ca,
    CALL_DEADLINE_SECONDS: '12',
    CALL_ATTEMPT_SECONDS: '5.5',
    // Nothing in the environment of a function may switch the check off.
    NODE_TLS_REJECT_UNAUTHORIZED: '0',
  });
  try {
    const get = await caller.call('GET', '/items/PLAIN');
    const post = await caller.call('POST', '/items', '{"id":"PLAIN","count":1}');
    const seen = ({ status, code }: typeof get) => ({ status, code });
    return { get: seen(get), post: seen(post), requests: requests() };
  } finally {
    await caller.stop();
  }
}

async function callTls(identity: KeyAndCertificate, ca = ours.cert) {
  const server = new ScriptedServer(upstreamScripts, identity);
  const { port } = new URL(await server.listen());
  try {
    return await callBoth(Number(port), ca, () => server.requests);
  } finally {
    await server.close();
  }
}

it('a caller with the private authority calls by the name that the certificate carries', async () => {
  const answer = { status: 200, code: undefined };
  expect(await callTls(right)).toEqual({ get: answer, post: answer, requests: 2 });
});

it.each<[string, KeyAndCertificate, string, string]>([
  ['of another name', certified({ by: ours, host: 'other.test' }), ours.cert, 'WRONG_NAME'],
  ['of an address alone', certified({ by: ours }), ours.cert, 'WRONG_NAME'],
  [
    'that has run out',
    certified({ by: ours, host: HOST, days: -1 }),
    ours.cert,
    'CERTIFICATE_EXPIRED',
  ],
  [
    'that is not valid yet',
    certified({ by: ours, host: HOST, days: 5 }),
    ours.cert,
    'CERTIFICATE_EXPIRED',
  ],
  ['of an authority that nobody named', right, '', 'CERTIFICATE_UNTRUSTED'],
  ['of another authority', right, authority().cert, 'CERTIFICATE_UNTRUSTED'],
  ['signed by itself', certified({ host: HOST }), ours.cert, 'CERTIFICATE_UNTRUSTED'],
])('nothing is sent to a server with a certificate %s', async (_what, identity, ca, code) => {
  const refused = { status: 502, code: `UPSTREAM_${code}` };
  expect(await callTls(identity, ca)).toEqual({ get: refused, post: refused, requests: 0 });
});

it('nothing is sent to a port that speaks plain HTTP', async () => {
  let requests = 0;
  const server = createServer((_, answer) => {
    requests++;
    answer.end();
  });
  await new Promise<void>((resolve) => server.listen(0, HOST, resolve));
  const address = server.address();
  try {
    const refused = { status: 502, code: 'UPSTREAM_NO_TLS' };
    expect(
      await callBoth(
        typeof address === 'object' ? (address?.port ?? 0) : 0,
        ours.cert,
        () => requests,
      ),
    ).toEqual({
      get: refused,
      post: refused,
      requests: 0,
    });
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
});

it('a port that says nothing to a TLS handshake is given up within the time to connect', async () => {
  const server = new ScriptedServer({});
  const { port } = new URL(await server.listen());
  try {
    const late = { status: 504, code: 'UPSTREAM_TIMEOUT' };
    expect(await callBoth(Number(port), ours.cert, () => server.requests)).toEqual({
      get: late,
      post: late,
      requests: 0,
    });
  } finally {
    await server.close();
  }
});
