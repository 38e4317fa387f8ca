import { ECS_CALLER } from '../../../../config/names.js';
import { issueCertificate } from '../aws/names.ts';
import { BrokenClaimError } from '../claims/broken-claim-error.ts';
import { keepsExports } from '../claims/keeps-exports.ts';
import type { Scene } from '../scene.ts';
import type { DeployedSystem } from './deployed-system.ts';

/** There is none: nobody pulls it. */
const image = '000000000000.dkr.ecr.us-east-1.amazonaws.com/ecs-caller:1.0.0';

/**
 * Deploys the ECS caller beside a running system, where it is not deployed yet.
 * @throws BrokenClaimError also when an export changes
 */
export async function joinEcsCaller(scene: Scene): Promise<DeployedSystem> {
  const before = await scene.system();
  if (before.ecsCaller) return before;
  const { settings } = before;
  scene.changeStage({
    ecsCaller: true,
    ecsCertificateArn:
      settings.ecsCertificateArn || (await issueCertificate(scene.aws, 'caller.example.com')),
    image: settings.image || image,
    // A stage without the ECS caller says nothing about it: then with all that it can have.
    webAcl: settings.webAcl || !settings.ecsCaller,
  });
  // Without a NAT gateway a task pulls its image, and logs, through endpoints.
  if (settings.natMode === 'none') {
    scene.changeStage({ containerEndpoints: true, logsEndpoint: true });
  }
  // What `npm run deploy -- --with ecs-caller` would change: the other two services stay as they are.
  await scene.deploy('network', ECS_CALLER);
  const after = await scene.system();
  if (!after.ecsCaller) throw new BrokenClaimError('ecs-caller: there is no such stack');
  keepsExports(before, after);
  return after;
}
