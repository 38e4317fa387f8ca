import { cidrsOf } from '@private-lambda/inventory/cidrs-of';
import type { Snapshot } from '@private-lambda/inventory/snapshot';
import { overlaps, toBlock } from '@private-lambda/subnets/blocks/block';
import { azLettersOf } from '../../../config/az-letters.js';
import { hasPublicSubnets } from '../../../config/existing-vpc.js';
import type { Stage } from '../../../config/stage.js';
import type { AdoptedSettings } from './adoption.ts';
import { findEndpoint, groupsOf, LOGS } from './endpoints.ts';
import { subnetProblem } from './given-subnets.ts';
import { listOf } from './list-of.ts';
import { readSubnets, type VpcSubnet } from './read-subnets.ts';
import { vpcProblems } from './vpc-problems.ts';
import { usableZones } from './zones.ts';

export type AdoptedStage = AdoptedSettings &
  Pick<Stage, 'azNames' | 'publicSubnetCidrs' | 'privateSubnetCidrs'>;

type ExistingVpc = NonNullable<Stage['existingVpc']>;

/**
 * What a stage file says of its VPC that the VPC does not have (any more), and what of the VPC itself keeps a stage out,
 * one line each. A deploy would fail halfway because of it. A part that the snapshot does not hold is not asked.
 * @param snapshot without what the stage has made there
 */
export function misfits(
  stage: AdoptedStage,
  vpc: ExistingVpc,
  snapshot: Snapshot,
): readonly string[] {
  const subnets = snapshot.Subnets && withoutRoutes(readSubnets(snapshot), snapshot);
  const zones = snapshot.AvailabilityZones && usableZones(snapshot, []).map(({ name }) => name);
  return [
    ...vpcProblems(snapshot, stage, vpc.privateSubnetIds !== undefined),
    ...rangeMisfits(vpc, snapshot),
    ...gatewayMisfits(vpc, snapshot),
    ...(subnets
      ? [
          ...tierMisfits('private', vpc.privateSubnetIds, stage.privateSubnetCidrs, stage, subnets),
          ...givenProblems(vpc, stage, subnets, zones),
          ...(vpc.internetGatewayId === undefined ||
          !hasPublicSubnets({ ...stage, existingVpc: vpc })
            ? []
            : tierMisfits('public', vpc.publicSubnetIds, stage.publicSubnetCidrs, stage, subnets)),
        ]
      : []),
    ...(snapshot.VpcEndpoints ? endpointMisfits(stage, vpc, snapshot) : []),
  ];
}

/** Where no route table is known, it is not asked where a subnet leads. */
function withoutRoutes(subnets: readonly VpcSubnet[], { RouteTables }: Snapshot) {
  return RouteTables
    ? subnets
    : subnets.map((subnet) => ({ ...subnet, isPublic: true, leadsOut: false }));
}

function rangeMisfits({ cidrs }: ExistingVpc, snapshot: Snapshot): string[] {
  if (!snapshot.Vpcs) return [];
  const found = cidrsOf(snapshot);
  return cidrs
    .filter((cidr) => !found.includes(cidr))
    .map(
      (cidr) => `existingVpc.cidrs: found ${cidr}, expected ranges of the VPC: ${listOf(found)}`,
    );
}

function gatewayMisfits(
  { internetGatewayId }: ExistingVpc,
  { InternetGateways }: Snapshot,
): string[] {
  if (internetGatewayId === undefined || !InternetGateways) return [];
  const ids = InternetGateways.map((each) => each.InternetGatewayId);
  if (ids.includes(internetGatewayId)) return [];
  return [
    `existingVpc.internetGatewayId: found ${internetGatewayId}, expected the one that is attached: ${listOf(ids)}`,
  ];
}

function tierMisfits(
  tier: 'private' | 'public',
  ids: ExistingVpc['privateSubnetIds'],
  cidrs: AdoptedStage['publicSubnetCidrs'],
  { azs, azNames }: AdoptedStage,
  subnets: readonly VpcSubnet[],
): string[] {
  return azLettersOf(azs).flatMap((letter) => {
    const cidr = cidrs?.[letter] ?? '';
    if (!ids) {
      const taker = subnets.find((each) => cidr && overlaps(toBlock(each.cidr), toBlock(cidr)));
      return taker
        ? [`${tier}SubnetCidrs.${letter}: ${cidr} is taken by ${taker.id} (${taker.cidr})`]
        : [];
    }
    const id = ids[letter] ?? '';
    const where = `existingVpc.${tier}SubnetIds.${letter}`;
    const subnet = subnets.find((each) => each.id === id);
    if (!subnet) return [`${where}: ${id} is no subnet of the VPC`];
    const zone = azNames[letter];
    return [
      ...(typeof zone === 'string' && zone !== subnet.zone
        ? [`${where}: ${id} is in ${subnet.zone}, and azNames.${letter} is ${zone}`]
        : []),
      ...(cidr === subnet.cidr
        ? []
        : [`${tier}SubnetCidrs.${letter}: found ${cidr}, expected ${subnet.cidr}, that of ${id}`]),
      ...(tier === 'public' && !subnet.isPublic
        ? [`${where}: the route table of ${id} does not lead to the internet gateway`]
        : []),
    ];
  });
}

/** @param zones undefined asks nothing of the zone */
function givenProblems(
  { privateSubnetIds }: ExistingVpc,
  { azs }: AdoptedStage,
  subnets: readonly VpcSubnet[],
  zones: readonly string[] | undefined,
): string[] {
  return azLettersOf(azs).flatMap((letter) => {
    const subnet = subnets.find(({ id }) => id === privateSubnetIds?.[letter]);
    const problem = subnet && subnetProblem(subnet, zones ?? [subnet.zone], true);
    return problem ? [`existingVpc.privateSubnetIds.${letter}: ${problem}`] : [];
  });
}

function endpointMisfits(
  { logsEndpoint }: AdoptedStage,
  { interfaceEndpoints }: ExistingVpc,
  snapshot: Snapshot,
): string[] {
  if (!logsEndpoint) return [];
  const said = interfaceEndpoints?.logs;
  const found = findEndpoint(snapshot, LOGS);
  if (said && said.id !== found?.VpcEndpointId) {
    return [
      `existingVpc.interfaceEndpoints.logs: ${said.id} does not answer for ${LOGS} by its private name; expected ${found?.VpcEndpointId ?? 'none, so that one is made'}`,
    ];
  }
  if (said && found && !groupsOf(found).includes(said.securityGroupId)) {
    return [
      `existingVpc.interfaceEndpoints.logs.securityGroupId: found ${said.securityGroupId}, expected a group of ${said.id}: ${listOf(groupsOf(found))}`,
    ];
  }
  if (!said && found) {
    return [
      `existingVpc.interfaceEndpoints.logs: ${found.VpcEndpointId} has the private name of ${LOGS}, and AWS takes no second one; expected that one`,
    ];
  }
  return [];
}
