import { request } from 'node:http';
import { issueCertificate, makeHostedZone } from '../aws/names.ts';
import { TokenIssuer } from '../aws/token-issuer.ts';
import { BrokenClaimError } from '../claims/broken-claim-error.ts';
import { keepsExports } from '../claims/keeps-exports.ts';
import type { Scene } from '../scene.ts';
import { credentialsFor } from '../system/credentials.ts';
import type { Act } from './act.ts';

const AUDIENCE = 'api';
const SCOPE = 'quotes.read';
const ORIGIN = 'https://shop.example.com';
const NAME = 'api.example.com';

export const callers: Act = {
  name: 'callers',
  title: 'who may call changes while the system runs: a token, then a signature, then anybody',
  needs: 'the deployed system',
  async run(scene) {
    const before = await scene.system();
    const withTokens = await asksForTokens(scene);
    const withName = await asksForSignatures(scene);
    scene.letEverybodyCall();
    scene.changeStage({ cors: false, ...domain('', '', '') });
    await scene.deploy('public-caller');
    await scene.proveSystem();
    keepsExports(before, await scene.system());
    return `tokens: ${withTokens} claims, others refused; signatures and ${NAME}: ${withName} claims; open again, no export changed`;
  },
};

async function asksForTokens(scene: Scene): Promise<number> {
  const issuer = new TokenIssuer(scene.aws, scene.region, 'rehearsal-issuer');
  await issuer.publishKeys();
  scene.changeStage({
    authorizer: 'jwt',
    jwt: { issuer: issuer.issuer, audience: [AUDIENCE], scopes: [SCOPE] },
    cors: { allowedOrigins: [ORIGIN] },
  });
  await scene.deploy('public-caller');
  const good = { aud: AUDIENCE, scope: SCOPE };
  const token = issuer.sign(good);
  const claims = await scene.proveSystem(token);
  const { publicUrl } = await scene.system();
  const other = new TokenIssuer(scene.aws, scene.region, 'rehearsal-issuer');
  const refused = {
    'of another audience': [issuer.sign({ ...good, aud: 'other' }), 401],
    'that has run out': [issuer.sign({ ...good, exp: 1 }), 401],
    'without the scope': [issuer.sign({ aud: AUDIENCE }), 403],
    'signed by somebody else': [other.sign(good), 401],
  } as const;
  for (const [what, [sent, status]] of Object.entries(refused)) {
    const headers = { authorization: `Bearer ${sent}` };
    const answer = await fetch(`${publicUrl}/health`, { headers });
    expectEqual(`GET /health with a token ${what}`, answer.status, status);
  }
  const asked = await fetch(`${publicUrl}/health`, {
    method: 'OPTIONS',
    headers: { origin: ORIGIN, 'access-control-request-method': 'GET' },
  });
  const allowed = asked.headers.get('access-control-allow-origin');
  expectEqual('origin that OPTIONS /health allows', allowed, ORIGIN);
  await issuer.removeKeys();
  return claims;
}

/** Under a name of its own. */
async function asksForSignatures(scene: Scene): Promise<number> {
  scene.letEverybodyCall();
  const certificate = await issueCertificate(scene.aws, NAME);
  const zone = await makeHostedZone(scene.aws, 'example.com');
  scene.changeStage({ authorizer: 'iam', ...domain(NAME, certificate, zone) });
  await scene.deploy('public-caller');
  const claims = await scene.proveSystem();
  const { settings } = await scene.system();
  const signed = await credentialsFor(
    scene.aws,
    settings,
    undefined,
  )?.({
    method: 'GET',
    url: new URL(`http://${NAME}/health`),
    headers: {},
  });
  const status = await new Promise<number | undefined>((resolve, reject) => {
    // fetch would send the emulator's own name.
    const headers = { ...signed, host: NAME };
    request(`${scene.endpoint}/health`, { headers }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    })
      .on('error', reject)
      .end();
  });
  expectEqual(`GET https://${NAME}/health`, status, 200);
  return claims;
}

const domain = (name: string, certificate: string, zone: string) => ({
  publicDomainName: name,
  publicCertificateArn: certificate,
  publicHostedZoneId: zone,
});

/** @throws BrokenClaimError */
function expectEqual<T>(what: string, found: T, expected: T): void {
  if (found !== expected)
    throw new BrokenClaimError(`${what}: found ${found}, expected ${expected}`);
}
