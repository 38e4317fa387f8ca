import type { WornGroups } from '../model/network.ts';
import type { Party } from '../model/party.ts';
import type { AwsRule } from './aws-rule.ts';

export const CLIENT_ADDRESS_RULE: AwsRule = {
  says: "A Network Load Balancer passes the client's address on to instances, to an Application Load Balancer, and over UDP to IP addresses; over TCP and TLS the attribute preserve_client_ip.enabled decides, which is off for IP addresses by default. The groups of the targets then have to admit the client by its address, or by a group of the load balancer; the client's own groups do not count.",
  page: 'Edit target group attributes for your Network Load Balancer',
};

/** A client as the targets behind a Network Load Balancer see it. */
export function seenByTargets(client: Party, groupsOfBalancer: WornGroups): Party {
  const isFiltered = groupsOfBalancer.kind === 'groups';
  return { ...client, groups: isFiltered ? groupsOfBalancer : undefined };
}
