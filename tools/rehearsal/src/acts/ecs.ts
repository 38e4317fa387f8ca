import { ECS_CALLER } from '../../../../config/names.js';
import { requireInventory, takeInventory } from '../aws/inventory.ts';
import { issueCertificate } from '../aws/names.ts';
import { BrokenClaimError } from '../claims/broken-claim-error.ts';
import { keepsExports } from '../claims/keeps-exports.ts';
import type { Act } from './act.ts';

/** There is none: no task runs. */
const image = '000000000000.dkr.ecr.us-east-1.amazonaws.com/ecs-caller:1.0.0';

export const ecs: Act = {
  name: 'ecs',
  title: 'the ECS caller joins a running system; it goes first when everything goes',
  needs: 'the deployed system',
  async run(scene) {
    const before = await scene.system();
    const ecsCertificateArn = await issueCertificate(scene.aws, 'caller.example.com');
    scene.changeStage({ ecsCaller: true, ecsCertificateArn, image, webAcl: true });
    // Without a NAT gateway a task pulls its image, and logs, through endpoints.
    if (before.settings.natMode === 'none') {
      scene.changeStage({ containerEndpoints: true, logsEndpoint: true });
    }
    // What `npm run deploy -- --with ecs-caller` would change: the other two services stay as they are.
    await scene.deploy('network', ECS_CALLER);
    const after = await scene.system();
    if (!after.ecsCaller) throw new BrokenClaimError('ecs-caller: there is no such stack');
    keepsExports(before, after);
    const claims = await scene.proveSystem();
    await scene.remove('--with', ECS_CALLER);
    requireInventory(await takeInventory(scene.aws), scene.emptyInventory);
    return `${claims} claims hold with the ECS caller, no export changed; removed with the rest, nothing left (no task runs here)`;
  },
};
