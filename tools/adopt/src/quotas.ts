import type { Snapshot } from '@private-lambda/inventory/snapshot';
import type { AddressSlot } from '../../../config/az-letters.js';
import { natZones } from '../../../config/nat-gateways.js';
import type { AdoptedSettings } from './adoption.ts';

/** VPC user guide, "Amazon VPC quotas": the defaults. EC2 does not say whether they were raised. */
const DEFAULTS = {
  Subnets: { name: 'Subnets per VPC', limit: 200 },
  RouteTables: { name: 'Route tables per VPC', limit: 200 },
  GatewayEndpoints: { name: 'Gateway VPC endpoints per Region', limit: 20 },
  VpcEndpoints: { name: 'Interface and Gateway Load Balancer endpoints per VPC', limit: 50 },
  NatGateways: { name: 'NAT gateways per Availability Zone', limit: 5 },
  SecurityGroups: { name: 'VPC security groups per Region', limit: 2500 },
} as const;

/** Of S3 and DynamoDB, on our own tables. */
const GATEWAY_ENDPOINTS = 2;

/** services/network/resources/security-groups.yml */
const GROUPS = { always: 4, ofEcsCaller: 2 };

interface Made {
  /** Are the private subnets and their tables ours? */
  readonly makesSubnets: boolean;
  /** And public ones, with one table for all of them? */
  readonly makesPublic: boolean;
  readonly azNames: ReadonlyMap<AddressSlot, string>;
}

/** What may be one too many, one line each; the default may have been raised. */
export function noteQuotas(
  snapshot: Snapshot,
  { natMode, logsEndpoint, containerEndpoints, ecsCaller }: AdoptedSettings,
  { makesSubnets, makesPublic, azNames }: Made,
): readonly string[] {
  const { Subnets = [], RouteTables = [], VpcEndpoints = [], NatGateways = [] } = snapshot;
  const { SecurityGroups = [] } = snapshot;
  const zones = [...azNames.values()];
  const zoneOf = (id: string | undefined) =>
    Subnets.find(({ SubnetId }) => SubnetId === id)?.AvailabilityZone;
  const interfaces = VpcEndpoints.filter(({ VpcEndpointType }) => VpcEndpointType !== 'Gateway');
  const ofGateway = VpcEndpoints.length - interfaces.length;
  const gateways = NatGateways.filter(({ State }) => State !== 'deleted' && State !== 'failed');
  const note = (
    quota: keyof typeof DEFAULTS,
    has: number,
    makes: number,
    where = `${snapshot.VpcId} has ${has}`,
  ) =>
    makes > 0 && has + makes > DEFAULTS[quota].limit
      ? [
          `${where}, the stage makes ${makes} more, and ${DEFAULTS[quota].limit} is the default quota: the deploy fails unless "${DEFAULTS[quota].name}" was raised`,
        ]
      : [];
  const ofGroups = note(
    'SecurityGroups',
    SecurityGroups.length,
    GROUPS.always + (ecsCaller ? GROUPS.ofEcsCaller : 0),
    `the Region has at least ${SecurityGroups.length} security groups (those of ${snapshot.VpcId})`,
  );
  if (!makesSubnets) return ofGroups;
  return [
    ...ofGroups,
    ...note('Subnets', Subnets.length, zones.length * (makesPublic ? 2 : 1)),
    ...note('RouteTables', RouteTables.length, zones.length + Number(makesPublic)),
    ...note(
      'GatewayEndpoints',
      ofGateway,
      GATEWAY_ENDPOINTS,
      `the Region has at least ${ofGateway} gateway endpoints (those of ${snapshot.VpcId})`,
    ),
    ...note('VpcEndpoints', interfaces.length, Number(logsEndpoint) + (containerEndpoints ? 2 : 0)),
    ...natZones(natMode, zones).flatMap((zone) => {
      const has = gateways.filter(({ SubnetId }) => zoneOf(SubnetId) === zone).length;
      return note('NatGateways', has, 1, `${zone} has ${has}`);
    }),
  ];
}
