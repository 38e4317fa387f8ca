import type { Account } from '@private-lambda/aws/account';
import { findStack, outputOf } from '@private-lambda/aws/find-stack';
import { listResources } from '@private-lambda/aws/list-resources';
import { readPrivateZones } from '@private-lambda/inventory/read-names';
import type { Snapshot } from '@private-lambda/inventory/snapshot';
import { isInZone, zoneName } from '@private-lambda/inventory/zone-names';
import { stackNameOf } from '@private-lambda/system/stack-name';
import { MADE_ZONE } from '../../../../config/api-address.js';
import { NETWORK, PROTECTED_API } from '../../../../config/names.js';
import type { Stage } from '../../../../config/stage.js';
import type { Deployment, PlannedStack } from './deployment.ts';

/**
 * Will the VPC ask the zone that gets the record of the inside name? Of its private zones the one with the longest
 * matching name answers, and it takes no two of one name (adopt/src/hosted-zones.ts). A VPC that is still to be made is
 * not asked.
 * @param snapshot of an existing VPC, with its zones
 * @returns one line when not
 */
export async function checkInsideName(
  account: Account,
  { stage, settings, stacks }: Pick<Deployment, 'stage' | 'settings' | 'stacks'>,
  snapshot: Pick<Snapshot, 'HostedZoneSummaries'> | undefined,
): Promise<readonly string[]> {
  const { apiHostedZone } = settings;
  const api = stacks.find(({ service }) => service === PROTECTED_API);
  const vpcId = api && apiHostedZone ? await findVpc(account, settings) : undefined;
  if (!api || vpcId === undefined) return [];
  const { route53, region } = account;
  const found = snapshot?.HostedZoneSummaries ?? (await readPrivateZones(route53, vpcId, region));
  const own = await ownZone(account, api);
  // Some answers of Route 53 have /hostedzone/ before an id.
  const zones = found
    .map((zone) => ({
      id: zone.HostedZoneId?.split('/').at(-1) ?? '',
      name: zoneName(zone) ?? '',
    }))
    .filter(({ id }) => id !== own);
  const problem = problemOf(zones, settings, { vpcId, region, stack: api.name });
  if (problem === undefined) return [];
  return [`${PROTECTED_API}: ${problem}, in config/stages/${stage}.yml (docs/https-inside.md)`];
}

/**
 * @param zones of the VPC, without the stack's own
 * @returns what is wrong, and what was expected
 */
function problemOf(
  zones: readonly { readonly id: string; readonly name: string }[],
  { apiDomainName, apiHostedZone }: Pick<Stage, 'apiDomainName' | 'apiHostedZone'>,
  { vpcId, region, stack }: Readonly<Record<'vpcId' | 'region' | 'stack', string>>,
): string | undefined {
  const name = apiDomainName.toLowerCase();
  const holds = (zone: { readonly name: string }) => isInZone(name, zone.name);
  const answering = zones.filter(holds).sort((a, b) => b.name.length - a.name.length)[0];
  if (apiHostedZone === MADE_ZONE) {
    if (answering?.name !== name) return undefined;
    return `${vpcId} has a private zone ${name} already (${answering.id}), which is not of stack ${stack}, and AWS takes no second one of that name; expected apiHostedZone: ${answering.id}, or another apiDomainName`;
  }
  const named = zones.find(({ id }) => id === apiHostedZone);
  if (named === undefined) {
    return `${vpcId} has no private zone ${apiHostedZone}, and would not find ${name} there; expected a zone that is associated with it (aws route53 associate-vpc-with-hosted-zone --hosted-zone-id ${apiHostedZone} --vpc VPCRegion=${region},VPCId=${vpcId}), or no apiHostedZone`;
  }
  if (!holds(named)) {
    return `apiHostedZone ${apiHostedZone} is the zone ${named.name}, which has no place for ${name}; expected a zone whose name apiDomainName ends in`;
  }
  if (answering === undefined || answering === named) return undefined;
  return `in ${vpcId} the private zone ${answering.name} (${answering.id}) answers for ${name}, and not apiHostedZone: ${apiHostedZone}; expected the one that answers, or another apiDomainName`;
}

/** @returns undefined where the network is still to be made */
async function findVpc(account: Account, { existingVpc, networkStage }: Stage) {
  if (existingVpc) return existingVpc.id;
  return outputOf(await findStack(account, stackNameOf(NETWORK, networkStage)), 'VpcId');
}

/** @returns the id of the zone that the stack has made */
async function ownZone(account: Account, { name, resources, deployed }: PlannedStack) {
  const zone = resources.find(({ type }) => type === 'AWS::Route53::HostedZone');
  if (!zone || !deployed) return undefined;
  return (await listResources(account, name)).get(zone.logicalId);
}
