import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LocalSystem } from '../../tools/local-run/test/support/local-system.ts';
import { unsignedToken } from '../../tools/local-run/test/support/unsigned-token.ts';
import { callExample, publicRoutes } from '../support/api-routes.ts';
import { copyRepository } from '../support/copy-repository.ts';

jest.setTimeout(300_000);

const directory = mkdtempSync(join(tmpdir(), 'callers-'));
const issuer = 'https://id.example.com/';

beforeAll(() => {
  copyRepository(directory);
  appendFileSync(
    join(directory, 'config', 'stages', 'local.yml'),
    `authorizer: jwt
jwt: { issuer: '${issuer}', audience: [api], scopes: [quotes.read] }
cors: { allowedOrigins: ['https://shop.example.com'] }
`,
  );
  execFileSync(process.execPath, ['tools/build.mjs'], { cwd: directory });
});
afterAll(() => rmSync(directory, { recursive: true }));

const isHealth = ({ path }: { readonly path: string }) => path === '/health';

const HOUR = 3_600;
const now = () => Math.floor(Date.now() / 1_000);
const good = { iss: issuer, aud: 'api', exp: now() + HOUR, scope: 'quotes.read' };

it('npm start asks for tokens as the stage says, and says what it does not check', async () => {
  const { PATH = '' } = process.env;
  const system = await LocalSystem.start({ PATH }, undefined, directory);
  try {
    await system.untilPrinted('Ctrl-C ends both');
    const [health, other] = [
      publicRoutes.find(isHealth),
      publicRoutes.find((one) => !isHealth(one)),
    ];
    if (!health || !other) throw new Error('no route to call');
    const statusOf = async (claims?: object, route = other) => {
      const authorization = claims && `Bearer ${unsignedToken(claims)}`;
      const { status } = await callExample(
        system.url,
        route,
        authorization ? { authorization } : {},
      );
      return status;
    };

    expect(system.output).toContain(`Callers need a token of ${issuer}`);
    expect(system.output).toContain('and its signature is not.');
    expect(system.output).toContain('-H "authorization: Bearer $TOKEN"');
    expect(await statusOf()).toBe(401);
    expect(await statusOf(undefined, health)).toBe(401);
    expect(await statusOf(good)).toBe(other.example?.status);
    expect(await statusOf({ ...good, iss: 'https://id.example.org/' })).toBe(401);
    expect(await statusOf({ ...good, aud: 'other' })).toBe(401);
    expect(await statusOf({ ...good, exp: now() - HOUR })).toBe(401);
    expect(await statusOf({ ...good, scope: 'other' })).toBe(403);

    const origin = 'https://shop.example.com';
    const asked = await fetch(system.url + other.path, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': other.method },
    });
    expect(asked.headers.get('access-control-allow-origin')).toBe(origin);
  } finally {
    await system.stop();
  }
});
