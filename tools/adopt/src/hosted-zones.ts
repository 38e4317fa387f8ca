import type { Snapshot } from '@private-lambda/inventory/snapshot';
import { isInZone, zoneName } from '@private-lambda/inventory/zone-names';
import { partitionOf } from '../../../config/region.js';
import type { AdoptedSettings } from './adoption.ts';
import { ECR, findEndpoint, LOGS } from './endpoints.ts';

/**
 * Private hosted zones of people that answer for a name which the stage needs. The zone with the longest matching name
 * answers, and what it has no record of does not exist (Route 53 developer guide, "Considerations when working with a
 * private hosted zone"); a second zone of the same name, such as that of an endpoint, AWS refuses.
 * @returns one line each, with the way out
 */
export function zoneProblems(snapshot: Snapshot, settings: AdoptedSettings): readonly string[] {
  const { Region, VpcId, HostedZoneSummaries = [] } = snapshot;
  const suffix = partitionOf(Region).dnsSuffix;
  const balancers = `${Region}.elb.${suffix}`;
  const endpoints = new Map(
    privateNames(snapshot, settings).map(({ name, setting }) => [
      `${name}.${Region}.${suffix}`,
      setting,
    ]),
  );
  return HostedZoneSummaries.flatMap((zone) => {
    const name = zoneName(zone);
    if (name === undefined || zone.Owner?.OwningService !== undefined) return [];
    const said = `${VpcId} is associated with the private hosted zone ${name} (${zone.HostedZoneId})`;
    const leave = `ask its owner for: aws route53 disassociate-vpc-from-hosted-zone --hosted-zone-id ${zone.HostedZoneId} --vpc VPCRegion=${Region},VPCId=${VpcId}`;
    if (isInZone(balancers, name)) {
      return `${said}, which does not know the name of the load balancer, and nobody else is asked; ${leave}`;
    }
    const setting = endpoints.get(name);
    if (setting === undefined) return [];
    return `${said}, and AWS makes no endpoint of that private name beside it; ${leave}, or set ${setting}: false in the stage file`;
  });
}

/** The private names that endpoints of the stage would have, before the Region: `logs`, `api.ecr`. */
function privateNames(snapshot: Snapshot, settings: AdoptedSettings) {
  const makesLogs = settings.logsEndpoint && !findEndpoint(snapshot, LOGS);
  const made = [
    ...(makesLogs ? [{ service: LOGS, setting: 'logsEndpoint' }] : []),
    ...(settings.containerEndpoints
      ? ECR.map((service) => ({ service, setting: 'containerEndpoints' }))
      : []),
  ];
  // Services are called the other way round than hosts: ecr.api is api.ecr.<Region>.
  return made.map(({ service, setting }) => ({
    name: service.split('.').reverse().join('.'),
    setting,
  }));
}

/** What a plan does not rest on, and should have looked at. */
export function noteZones({ VpcId, HostedZoneSummaries, NotKnown }: Snapshot): readonly string[] {
  if (HostedZoneSummaries) return [];
  const why = NotKnown['HostedZoneSummaries'] ?? 'the snapshot does not hold them';
  return [
    `private hosted zones of ${VpcId} are not known (${why}); one that answers for the names of load balancers or endpoints would hide them`,
  ];
}
