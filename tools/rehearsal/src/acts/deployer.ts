import {
  GetRoleCommand,
  ListAttachedRolePoliciesCommand,
  ListRolesCommand,
} from '@aws-sdk/client-iam';
import { stackNameOf } from '@private-lambda/system/stack-name';
import { requireInventory, takeInventory } from '../aws/inventory.ts';
import { BrokenClaimError } from '../claims/broken-claim-error.ts';
import type { Scene } from '../scene.ts';
import type { Act } from './act.ts';

const SERVICE = 'deployer';
const REPOSITORY = 'owner/repository';

export const deployer: Act = {
  name: 'deployer',
  title:
    'the deploy role and the boundary come first, every role then carries it, and both go last',
  needs: 'an empty account',
  async run(scene) {
    scene.changeStage({ deployer: { repository: REPOSITORY } });
    const stack = stackNameOf(SERVICE, scene.stage, scene.path());
    await refuses(scene, [], `There is no policy ${stack}-boundary`);
    await refuses(
      scene,
      ['--service', SERVICE],
      `npm run policy -- --stage ${scene.stage} --write`,
    );
    const policy = scene.tool('deployer-policy', '--stage', scene.stage, '--write');
    await succeeds(scene, 'npm run policy', policy);
    await succeeds(scene, 'npm run deploy of the deployer', deployTool(scene, 'deploy'));
    const policies = await proveDeployRole(scene);

    await scene.deploySystem();
    const bounded = await proveBoundaries(scene);
    await scene.remove();
    await succeeds(scene, 'npm run remove of the deployer', deployTool(scene, 'remove', '--yes'));
    requireInventory(await takeInventory(scene.aws), scene.emptyInventory);
    return `refused before the boundary is there; a role for ${REPOSITORY} with ${policies} policies; ${bounded} roles under the boundary; removed, nothing left`;
  },
};

function deployTool(scene: Scene, command: string, ...options: readonly string[]) {
  return scene.tool('deploy', command, '--stage', scene.stage, '--service', SERVICE, ...options);
}

async function succeeds(scene: Scene, what: string, program: Parameters<Scene['run']>[0]) {
  const { succeeded, output } = await scene.run(program);
  if (!succeeded) throw new BrokenClaimError(`${what} failed: ${output.slice(-500)}`);
}

async function refuses(scene: Scene, options: readonly string[], reason: string): Promise<void> {
  const { succeeded, output } = await scene.runDeployTool('deploy', ...options);
  if (!succeeded && output.includes(reason)) return;
  throw new BrokenClaimError(
    `expected a refusal that says "${reason}", found: ${output.slice(-500)}`,
  );
}

/** @returns how many policies the role has */
async function proveDeployRole(scene: Scene): Promise<number> {
  const { iam } = scene.aws;
  const stack = stackNameOf(SERVICE, scene.stage, scene.path());
  const { Roles = [] } = await iam.send(new ListRolesCommand({}));
  const [role] = Roles.filter(({ RoleName = '' }) => RoleName.startsWith(stack));
  const trust = decodeURIComponent(role?.AssumeRolePolicyDocument ?? '');
  const subject = `repo:${REPOSITORY}:environment:${scene.stage}`;
  for (const expected of [subject, 'refs/heads/main', 'oidc-provider/token.actions']) {
    if (!trust.includes(expected)) {
      throw new BrokenClaimError(
        `${role?.RoleName}: its trust policy has no ${expected}: ${trust}`,
      );
    }
  }
  const { AttachedPolicies = [] } = await iam.send(
    new ListAttachedRolePoliciesCommand({ RoleName: role?.RoleName }),
  );
  if (AttachedPolicies.length > 0) return AttachedPolicies.length;
  throw new BrokenClaimError(`${role?.RoleName}: no policy is attached`);
}

/** @returns how many roles there are beside the deploy role */
async function proveBoundaries(scene: Scene): Promise<number> {
  const { iam } = scene.aws;
  const stack = stackNameOf(SERVICE, scene.stage, scene.path());
  const { Roles = [] } = await iam.send(new ListRolesCommand({}));
  const own = Roles.filter(({ RoleName = '' }) => !RoleName.startsWith(stack));
  for (const { RoleName } of own) {
    const { Role } = await iam.send(new GetRoleCommand({ RoleName }));
    const arn = Role?.PermissionsBoundary?.PermissionsBoundaryArn;
    if (arn?.endsWith(`:policy/${stack}-boundary`)) continue;
    throw new BrokenClaimError(`${RoleName}: its boundary is ${arn ?? 'none'}`);
  }
  if (own.length > 0) return own.length;
  throw new BrokenClaimError('the system has no role');
}
