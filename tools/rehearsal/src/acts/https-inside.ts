import { authority, type Wanted } from '@private-lambda/certificates/certificates';
import { readRoutes } from '@private-lambda/system/read-routes';
import * as v from 'valibot';
import { MADE_ZONE } from '../../../../config/api-address.js';
import { importCertificate } from '../aws/names.ts';
import { BrokenClaimError } from '../claims/broken-claim-error.ts';
import { keepsExports } from '../claims/keeps-exports.ts';
import type { Scene } from '../scene.ts';
import { refusesToDeploy } from '../system/adoption.ts';
import { call } from '../system/call.ts';
import { callAllTheWhile } from '../system/call-all-the-while.ts';
import { anybody } from '../system/credentials.ts';
import type { DeployedSystem } from '../system/deployed-system.ts';
import type { Act } from './act.ts';

const NAME = 'pricing.internal.test';

/** As docs/https-inside.md has them. */
const THERE = [
  { apiProtocol: 'both', callersUse: 'http' },
  { apiProtocol: 'both', callersUse: 'https' },
  { apiProtocol: 'https', callersUse: 'https' },
];
const BACK = [
  { apiProtocol: 'both', callersUse: 'https' },
  { apiProtocol: 'both', callersUse: 'http' },
  { apiProtocol: 'http', callersUse: 'http' },
];

/** What a load balancer could show that no caller may believe, and the code that tells. */
const REFUSED: Readonly<Record<string, Wanted>> = {
  UPSTREAM_WRONG_NAME: { host: 'other.internal.test' },
  UPSTREAM_CERTIFICATE_UNTRUSTED: { by: authority() },
  UPSTREAM_CERTIFICATE_EXPIRED: { days: -1 },
};

export const httpsInside: Act = {
  name: 'https-inside',
  title: 'the internal load balancer goes from HTTP to HTTPS and back while it is called',
  needs: 'the deployed system',
  async run(scene) {
    const before = await scene.system();
    scene.changeStage({
      apiDomainName: NAME,
      apiCertificateArn: await importCertificate(
        scene.aws,
        NAME,
        scene.tlsFront.certificateFor(NAME),
      ),
      apiHostedZone: MADE_ZONE,
      apiCertificateAuthority: scene.tlsFront.authority,
    });
    const there = await takeAll(scene, before, THERE);
    const refused = await refusesOthers(scene, before);
    await refusesEarlyCallers(scene);
    const back = await takeAll(scene, before, BACK);
    return `three updates there (${there}); ${refused}; callers with another port or authority refused; three back (${back}); no export changed`;
  },
};

async function takeAll(scene: Scene, before: DeployedSystem, steps: typeof THERE): Promise<string> {
  const claims: number[] = [];
  const calls = await callAllTheWhile(before, async () => {
    for (const step of steps) {
      scene.changeStage(step);
      await scene.deploySystem();
      claims.push(await scene.proveSystem());
      keepsExports(before, await scene.system());
    }
  });
  return `${claims.join(', ')} claims; ${calls}`;
}

/** Callers alone that would call where nobody listens, or trust somebody else. */
async function refusesEarlyCallers(scene: Scene): Promise<void> {
  const { apiTlsPort, apiCertificateAuthority } = (await scene.system()).settings;
  const early = [
    [{ apiTlsPort: 8443 }, `takes https on port ${apiTlsPort}`],
    [{ apiTlsPort, apiCertificateAuthority: authority().cert }, 'and callers trust'],
  ] as const;
  for (const [values, words] of early) {
    scene.changeStage(values);
    await refusesToDeploy(scene, [words], '--service', 'public-caller');
  }
  scene.changeStage({ apiCertificateAuthority });
}

const problemSchema = v.object({ code: v.string() });

/** The twin of the calls that are answered over HTTPS: with another certificate none of them goes through. */
async function refusesOthers({ tlsFront }: Scene, system: DeployedSystem): Promise<string> {
  const refused = new Set<string>();
  for (const [code, change] of Object.entries(REFUSED)) {
    tlsFront.show(change);
    refused.add((await refusedWith(code, system)).join(', '));
  }
  tlsFront.show({});
  await callAllTheWhile(system, async () => {});
  const [requests = '', ...others] = refused;
  if (requests !== '' && others.length === 0)
    return `${requests} refused with ${Object.keys(REFUSED).join(', ')}`;
  throw new BrokenClaimError(
    `expected the same calls to be refused whatever is wrong with the certificate, found: ${[...refused].join('; ')}`,
  );
}

/**
 * The calls that are refused with this code; a route that does not ask the protected API answers as ever.
 * @throws BrokenClaimError when one is answered otherwise
 */
async function refusedWith(code: string, system: DeployedSystem): Promise<readonly string[]> {
  const refused: string[] = [];
  for (const { method, path, example } of await readRoutes('public')) {
    if (!example) continue;
    const { request, status, body } = await call(system, method, path, anybody, example.body);
    if (status === 502 && v.is(problemSchema, body) && body.code === code) refused.push(request);
    else if (status !== example.status)
      throw new BrokenClaimError(`${request}: ${status} ${JSON.stringify(body)}, expected ${code}`);
  }
  return refused;
}
