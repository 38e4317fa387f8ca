import { isInZone, zoneName } from '@private-lambda/inventory/zone-names';
import { MADE_ZONE } from '../../../config/api-address.js';
import type { Stage } from '../../../config/stage.js';

/** As Route 53 lists it for a VPC, or a snapshot holds it. */
interface Zone {
  readonly HostedZoneId?: string | undefined;
  readonly Name?: string | undefined;
}

interface Place {
  readonly vpcId: string;
  readonly region: string;
  /** Name of the stack that gives the load balancer its name, and the ids of the zones that it has made. */
  readonly stack: string;
  readonly own: readonly string[];
}

/**
 * Will a VPC ask the zone that gets the record of the inside name? Of its private zones the one with the longest matching
 * name answers, and it takes no two of one name (hosted-zones.ts). `adopt` and the deploy ask it.
 * @param found the zones of the VPC
 * @returns what is wrong, and what was expected
 */
export function insideNameProblem(
  found: readonly Zone[],
  { apiDomainName, apiHostedZone }: Pick<Stage, 'apiDomainName' | 'apiHostedZone'>,
  { vpcId, region, stack, own }: Place,
): string | undefined {
  if (apiHostedZone === '') return undefined;
  // Some answers of Route 53 have /hostedzone/ before an id.
  const zones = found
    .map((zone) => ({
      id: zone.HostedZoneId?.split('/').at(-1) ?? '',
      name: zoneName(zone) ?? '',
    }))
    .filter(({ id }) => !own.includes(id));
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
