import type { Stack } from '@aws-sdk/client-cloudformation';
import type { Account } from '@private-lambda/aws/account';
import { isDenied } from '@private-lambda/aws/denied';
import { findStack } from '@private-lambda/aws/find-stack';
import { listResources } from '@private-lambda/aws/list-resources';
import { stackNameOf } from '@private-lambda/system/stack-name';
import { NETWORK, PROTECTED_API } from '../../../config/names.js';

/** What the stage has in the account already. */
export interface Own {
  /** Its network, where that stands. */
  readonly network?: Stack | undefined;
  /** Ids of the zones that it has made; undefined where nobody says. */
  readonly ownZones?: readonly string[] | undefined;
  /** What AWS does not let us know, one line each. */
  readonly notes: readonly string[];
}

/** Each of the two is known without the other. */
export async function findOwn(
  account: Pick<Account, 'cloudFormation'>,
  stage: string,
): Promise<Own> {
  const [network, api] = [stackNameOf(NETWORK, stage), stackNameOf(PROTECTED_API, stage)];
  const standing = await unlessDenied(
    findStack(account, network),
    `whether stack ${network} stands already`,
  );
  const zones = await unlessDenied(
    zonesOf(account, api),
    `which private zone stack ${api} has made`,
  );
  return {
    network: standing.found,
    ownZones: zones.found,
    notes: [...standing.notes, ...zones.notes],
  };
}

/** Whatever the stack has made: no other thing has the id of a zone. */
async function zonesOf(
  account: Pick<Account, 'cloudFormation'>,
  name: string,
): Promise<readonly string[]> {
  const stack = await findStack(account, name);
  return stack ? [...(await listResources(account, name)).values()] : [];
}

/** @param what nobody knows when AWS denies it */
async function unlessDenied<Found>(
  look: Promise<Found>,
  what: string,
): Promise<{ readonly found?: Found; readonly notes: readonly string[] }> {
  try {
    return { found: await look, notes: [] };
  } catch (error) {
    if (!isDenied(error)) throw error;
    return { notes: [`${what} is not known (${error.message})`] };
  }
}
