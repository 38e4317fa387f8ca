import { elasticIps } from '@private-lambda/inventory/elastic-ips';
import type { Snapshot } from '@private-lambda/inventory/snapshot';
import { azLettersOf } from '../../../config/az-letters.js';
import { madeElasticIps, natZones, needsInternetGateway } from '../../../config/nat-gateways.js';
import type { AdoptedSettings } from './adoption.ts';
import { endpointProblems } from './endpoints.ts';
import { zoneProblems } from './hosted-zones.ts';
import { listOf } from './list-of.ts';
import { nameServerProblems } from './name-servers.ts';

/** The parts that a plan is made of. A plan on what is not known would be a guess. */
const NEEDED = [
  'Vpcs',
  'VpcAttributes',
  'Subnets',
  'RouteTables',
  'VpcEndpoints',
  'AvailabilityZones',
] as const;
/** And those of NAT gateways that need an address. */
const NEEDED_FOR_NAT = ['Addresses', 'AccountAttributes'] as const;

/** One line for each part that is missing. */
export function unknownParts(snapshot: Snapshot, settings: AdoptedSettings): readonly string[] {
  const needed = [
    ...NEEDED,
    ...(needsInternetGateway(settings) ? (['InternetGateways'] as const) : []),
    ...(natZones(settings.natMode, azLettersOf(settings.azs)).length > 0 ? NEEDED_FOR_NAT : []),
  ];
  return needed
    .filter((part) => snapshot[part] === undefined)
    .map(
      (part) =>
        `${part} are not known (${snapshot.NotKnown[part] ?? 'the snapshot does not hold them'}); expected the right to describe them`,
    );
}

/**
 * What of the VPC itself keeps a stage out, with the way out; `adopt` and the deploy ask it.
 * @param isGiven its private subnets are there already
 */
export function vpcProblems(
  snapshot: Snapshot,
  settings: AdoptedSettings,
  isGiven: boolean,
): readonly string[] {
  const { VpcId, VpcAttributes, Vpcs = [], AccountId } = snapshot;
  const problems = (
    [
      ['enableDnsSupport', '--enable-dns-support', VpcAttributes?.EnableDnsSupport],
      ['enableDnsHostnames', '--enable-dns-hostnames', VpcAttributes?.EnableDnsHostnames],
    ] as const
  )
    .filter(([, , isOn]) => isOn === false)
    .map(
      ([attribute, option]) =>
        `${VpcId} has ${attribute} off, and its load balancer and endpoints are found by name; ask its owner for: aws ec2 modify-vpc-attribute --vpc-id ${VpcId} ${option}`,
    );
  const [{ OwnerId: owner, InstanceTenancy } = {}] = Vpcs;
  if (InstanceTenancy === 'dedicated') {
    // Lambda developer guide, "Giving Lambda functions access to resources in an Amazon VPC".
    problems.push(
      `${VpcId} has dedicated instance tenancy, where Lambda connects no function; take another VPC, or ask its owner for: aws ec2 modify-vpc-tenancy --vpc-id ${VpcId} --instance-tenancy default`,
    );
  }
  const isShared = owner !== undefined && AccountId !== undefined && owner !== AccountId;
  if (isShared && !isGiven) {
    problems.push(
      `${VpcId} is shared by account ${owner}, and in a shared VPC nobody else makes subnets, routes or endpoints; name private subnets that it shares: --private-subnets <id>,<id>`,
    );
  }
  if (isGiven) {
    const made = Object.entries({
      'natMode: none': settings.natMode !== 'none',
      'logsEndpoint: false': settings.logsEndpoint,
      'containerEndpoints: false': settings.containerEndpoints,
    }).flatMap(([setting, isOn]) => (isOn ? [setting] : []));
    if (made.length > 0) {
      problems.push(
        `with given private subnets nothing is made of the network but security groups; set ${listOf(made)} in the stage file`,
      );
    }
  }
  return [
    ...problems,
    ...nameServerProblems(snapshot),
    ...endpointProblems(snapshot, settings),
    ...zoneProblems(snapshot, settings),
  ];
}

/** Elastic IPs that are made for NAT gateways, against the quota of the Region. */
export function addressProblems(snapshot: Snapshot, settings: AdoptedSettings): readonly string[] {
  const { natMode } = settings;
  const needed = madeElasticIps(settings, azLettersOf(settings.azs)).length;
  const { inUse, quota } = elasticIps(snapshot);
  if (needed === 0 || quota === undefined || inUse + needed <= quota) return [];
  return [
    `${inUse} of ${quota} Elastic IPs of the Region are in use and natMode ${natMode} needs ${needed}; release some, raise the quota "EC2-VPC Elastic IPs", or set natMode: none`,
  ];
}
