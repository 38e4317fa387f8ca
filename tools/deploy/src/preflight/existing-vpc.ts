import { misfits } from '@private-lambda/adopt/misfits';
import type { Snapshot } from '@private-lambda/inventory/snapshot';
import { withoutOwn } from '@private-lambda/inventory/without-own';
import type { Deployment, PlannedStack } from './deployment.ts';

/**
 * Does the VPC have what the stage file says of it? Somebody may have written it by hand, or changed the VPC since.
 * @param snapshot of the VPC at this moment
 * @returns one line for each that it has not
 */
export function checkExistingVpc(
  { stage, settings }: Pick<Deployment, 'stage' | 'settings'>,
  { name }: Pick<PlannedStack, 'name'>,
  snapshot: Snapshot | undefined,
): readonly string[] {
  const { existingVpc } = settings;
  if (!existingVpc || !snapshot) return [];
  const others = withoutOwn(snapshot, new Set([name]));
  const found = misfits(settings, existingVpc, others);
  return found.map(
    (line) =>
      `network: ${line} (config/stages/${stage}.yml); npm run adopt -- --vpc-id ${existingVpc.id} --stage ${stage} plans it anew`,
  );
}
