import { insideNameProblem } from '@private-lambda/adopt/inside-name';
import type { Account } from '@private-lambda/aws/account';
import { findStack, outputOf } from '@private-lambda/aws/find-stack';
import { listResources } from '@private-lambda/aws/list-resources';
import { readPrivateZones } from '@private-lambda/inventory/read-names';
import type { Snapshot } from '@private-lambda/inventory/snapshot';
import { stackNameOf } from '@private-lambda/system/stack-name';
import { NETWORK, PROTECTED_API } from '../../../../config/names.js';
import type { Stage } from '../../../../config/stage.js';
import type { Deployment, PlannedStack } from './deployment.ts';

/**
 * Will the VPC ask the zone that gets the record of the inside name? A VPC that is still to be made is not asked.
 * @param snapshot of an existing VPC, with its zones
 * @returns one line when not
 */
export async function checkInsideName(
  account: Account,
  { stage, settings, stacks }: Deployment,
  snapshot: Pick<Snapshot, 'HostedZoneSummaries'> | undefined,
): Promise<readonly string[]> {
  const { apiHostedZone } = settings;
  const api = stacks.find(({ service }) => service === PROTECTED_API);
  const vpcId = api && apiHostedZone ? await findVpc(account, settings) : undefined;
  if (!api || vpcId === undefined) return [];
  const { route53, region } = account;
  const zones = snapshot?.HostedZoneSummaries ?? (await readPrivateZones(route53, vpcId, region));
  const own = await ownZone(account, api);
  const problem = insideNameProblem(zones, settings, { vpcId, region, stack: api.name, own });
  if (problem === undefined) return [];
  return [`${PROTECTED_API}: ${problem}, in config/stages/${stage}.yml (docs/https-inside.md)`];
}

/** @returns undefined where the network is still to be made */
async function findVpc(account: Account, { existingVpc, networkStage }: Stage) {
  if (existingVpc) return existingVpc.id;
  return outputOf(await findStack(account, stackNameOf(NETWORK, networkStage)), 'VpcId');
}

/** @returns the id of the zone that the stack has made */
async function ownZone(
  account: Account,
  { name, resources, deployed }: PlannedStack,
): Promise<readonly string[]> {
  const zone = resources.find(({ type }) => type === 'AWS::Route53::HostedZone');
  const id = zone && deployed && (await listResources(account, name)).get(zone.logicalId);
  return id === undefined ? [] : [id];
}
