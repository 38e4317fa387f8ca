import { readSnapshot } from '@private-lambda/inventory/read-snapshot';
import type { Snapshot } from '@private-lambda/inventory/snapshot';
import { snapshotChanges } from '@private-lambda/inventory/snapshot-changes';
import { BrokenClaimError } from '../claims/broken-claim-error.ts';
import type { Scene } from '../scene.ts';

/** `npm run adopt` on the scene's stage. @returns what it says @throws BrokenClaimError when it refuses */
export async function adoptVpc(
  scene: Scene,
  vpcId: string,
  ...options: readonly string[]
): Promise<string> {
  const { succeeded, output } = await runAdopt(scene, vpcId, options);
  if (!succeeded) throw new BrokenClaimError(`adopt: ${output}`);
  return output;
}

/** @throws BrokenClaimError unless it refuses in a line that has these words */
export async function refusesToAdopt(
  scene: Scene,
  vpcId: string | undefined,
  words: string,
  ...options: readonly string[]
): Promise<void> {
  const { succeeded, output } = await runAdopt(scene, vpcId, options);
  if (!succeeded && output.includes(words)) return;
  throw new BrokenClaimError(`adopt: expected a refusal that says ${words}, found: ${output}`);
}

/** @throws BrokenClaimError unless the deploy refuses in lines that have all these words */
export async function refusesToDeploy(
  scene: Scene,
  words: readonly string[],
  ...options: readonly string[]
): Promise<void> {
  const { succeeded, output } = await scene.runDeployTool('deploy', ...options);
  if (!succeeded && words.every((each) => output.includes(each))) return;
  throw new BrokenClaimError(
    `deploy: expected a refusal that says ${words.join(' and ')}, found: ${output}`,
  );
}

function runAdopt(scene: Scene, vpcId: string | undefined, options: readonly string[]) {
  const vpc = vpcId === undefined ? [] : ['--vpc-id', vpcId];
  const args = [...vpc, '--stage', scene.stage, '--yes', ...options];
  return scene.run(scene.tool('adopt', ...args));
}

/** What a VPC of the scene holds at this moment. */
export function snapshotOf({ aws }: Scene, vpcId: string): Promise<Snapshot> {
  return readSnapshot({ ...aws, id: '000000000000', region: 'us-east-1' }, { vpcId });
}

/**
 * @param others what others did meanwhile, as `snapshotChanges` says it
 * @throws BrokenClaimError that names what is not what it was
 */
export function requireNoTrace(
  before: Snapshot,
  after: Snapshot,
  others: readonly string[] = [],
): void {
  const changes = snapshotChanges(before, after);
  const ours = changes.filter((line) => !others.includes(line));
  if (ours.length > 0) throw new BrokenClaimError(`left in the VPC: ${ours.join(', ')}`);
  const undone = others.filter((line) => !changes.includes(line));
  if (undone.length > 0) throw new BrokenClaimError(`undone of others: ${undone.join(', ')}`);
}
