import { MADE_ZONE } from '../../../../config/api-address.js';
import { keepsExports } from '../claims/keeps-exports.ts';
import type { Scene } from '../scene.ts';
import { callAllTheWhile } from '../system/call-all-the-while.ts';
import type { Act } from './act.ts';

/** Nothing asks ACM for it: the TLS front shows a certificate for the name. */
const CERTIFICATE =
  'arn:aws:acm:us-east-1:000000000000:certificate/00000000-0000-4000-8000-000000000002';

/** As docs/https-inside.md has them: there, and back. */
const STEPS = [
  { apiProtocol: 'both', callersUse: 'http' },
  { apiProtocol: 'both', callersUse: 'https' },
  { apiProtocol: 'https', callersUse: 'https' },
  { apiProtocol: 'both', callersUse: 'https' },
  { apiProtocol: 'both', callersUse: 'http' },
  { apiProtocol: 'http', callersUse: 'http' },
];

export const httpsInside: Act = {
  name: 'https-inside',
  title: 'the internal load balancer goes from HTTP to HTTPS and back while it is called',
  needs: 'the deployed system',
  async run(scene) {
    const before = await scene.system();
    scene.changeStage({
      apiDomainName: 'pricing.internal.test',
      apiCertificateArn: CERTIFICATE,
      apiHostedZone: MADE_ZONE,
      apiCertificateAuthority: scene.authority,
    });
    const claims: number[] = [];
    const calls = await callAllTheWhile(before, async () => {
      for (const step of STEPS) {
        claims.push(await take(scene, step));
        keepsExports(before, await scene.system());
      }
    });
    return `${STEPS.length} updates there and back (${claims.join(', ')} claims), no export changed; ${calls}`;
  },
};

async function take(scene: Scene, step: (typeof STEPS)[number]): Promise<number> {
  scene.changeStage(step);
  await scene.deploySystem();
  return scene.proveSystem();
}
