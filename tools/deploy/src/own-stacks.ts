import type { Stack } from '@aws-sdk/client-cloudformation';
import type { Account } from '@private-lambda/aws/account';
import { findStack } from '@private-lambda/aws/find-stack';
import { InputError } from '@private-lambda/command-line/input-error';
import { refusalOf } from '@private-lambda/osls-plugin/refuse-stack';
import { readProject, stackNameOf } from '@private-lambda/system/stack-name';

export interface OwnStack {
  /** A folder of `services/`. */
  readonly service: string;
  readonly name: string;
  readonly stack: Stack;
}

/**
 * The stacks of these services that are there, in their order.
 * @param command that is about to change them
 * @throws InputError STACK_REFUSED that names each stack that is somebody else's, or in no state for the command
 */
export async function findOwnStacks(
  account: Pick<Account, 'cloudFormation'>,
  command: 'deploy' | 'remove',
  stage: string,
  services: readonly string[],
): Promise<readonly OwnStack[]> {
  const project = readProject().name;
  const found = await Promise.all(
    services.map(async (service) => {
      const name = stackNameOf(service, stage);
      const stack = await findStack(account, name);
      return stack ? [{ service, name, stack }] : [];
    }),
  );
  const stacks = found.flat();
  const refusals = stacks.flatMap(
    ({ service, stack }) => refusalOf(command, stack, { project, service, stage }) ?? [],
  );
  if (refusals.length > 0) throw new InputError('STACK_REFUSED', refusals.join('; '));
  return stacks;
}
