import type { Account } from '@private-lambda/aws/account';
import type { Stage } from '../../../../config/stage.js';

/** @returns one line where the endpoints' service names are others than those of the template */
export async function checkContainerEndpoints(
  { region }: Account,
  { containerEndpoints }: Stage,
): Promise<readonly string[]> {
  if (!containerEndpoints || !region.startsWith('cn-')) return [];
  return [
    `network: containerEndpoints is true, and in ${region} the endpoints of ECR have other service names (cn.com.amazonaws.…) than the template; expected false, with a NAT gateway`,
  ];
}
