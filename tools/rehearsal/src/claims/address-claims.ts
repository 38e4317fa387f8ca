import type { RouteTable } from '@aws-sdk/client-ec2';
import { type AzLetter, azLettersOf } from '../../../../config/az-letters.js';
import { hasPublicSubnets } from '../../../../config/existing-vpc.js';
import { natZones } from '../../../../config/nat-gateways.js';
import { subnetTiers } from '../../../../config/subnet-tiers.js';
import type { Network } from '../aws/network.ts';
import type { Stack } from '../aws/stack.ts';
import type { DeployedSystem } from '../system/deployed-system.ts';
import { physicalId } from '../system/deployed-system.ts';
import type { Claims } from './claims.ts';

/** VPC, subnets, route tables, NAT gateways: the addresses of the stage file, and where 0.0.0.0/0 leads. */
export function claimAddresses(claims: Claims, system: DeployedSystem, network: Network): void {
  const used = azLettersOf(system.settings.azs);
  claims.equal('Vpc', 'address block', network.vpcs.get('Vpc')?.CidrBlock, system.settings.vpcCidr);
  if (hasPublicTier(system)) {
    claims.equal(
      'InternetGateway',
      'attached to',
      network.internetGateways.get('InternetGateway')?.Attachments?.map(({ VpcId }) => VpcId),
      [physicalId(system.network, 'Vpc')],
    );
  }
  claimSubnets(claims, system, network, used);
  claimNat(claims, system, network, used);
  claimRoutes(claims, system, network, used);
}

/** In an existing VPC nothing is public where nothing needs it. */
const hasPublicTier = ({ settings }: DeployedSystem) => hasPublicSubnets(settings);

/** Tiers of subnets that were there before: their routes and their public addresses are their owner's. */
function isAdopted({ settings: { existingVpc } }: DeployedSystem, tier: string): boolean {
  return Boolean(tier === 'Public' ? existingVpc?.publicSubnetIds : existingVpc?.privateSubnetIds);
}

function claimSubnets(
  claims: Claims,
  system: DeployedSystem,
  network: Network,
  used: readonly AzLetter[],
): void {
  const tiers = subnetTiers(system.settings).filter(
    ({ tier }) => tier !== 'Public' || hasPublicTier(system),
  );
  const expected = tiers.flatMap(({ tier, blocks }) =>
    used.map((letter) => [`${tier}Subnet${letter}`, String(blocks[letter])]),
  );
  const found = [...network.subnets].map(([id, { CidrBlock }]) => [id, CidrBlock]);
  claims.equal('network', 'subnets', found.sort(byFirst), expected.sort(byFirst));
  for (const [id, { MapPublicIpOnLaunch }] of network.subnets) {
    if (isAdopted(system, id.startsWith('Public') ? 'Public' : 'Private')) continue;
    claims.equal(id, 'gives out public addresses', MapPublicIpOnLaunch, false);
  }
  for (const { tier } of tiers) {
    const zones = used.map(
      (letter) => network.subnets.get(`${tier}Subnet${letter}`)?.AvailabilityZone,
    );
    claims.equal(`${tier}Subnet*`, 'number of zones', new Set(zones).size, used.length);
  }
}

function claimNat(
  claims: Claims,
  { settings, network: stack }: DeployedSystem,
  network: Network,
  used: readonly AzLetter[],
): void {
  const expected = natZones(settings.natMode, used);
  const isRegional = settings.natMode === 'regional';
  claims.equal(
    'network',
    `NAT gateways (natMode ${settings.natMode})`,
    [...network.natGateways.keys()].sort(),
    isRegional ? [REGIONAL_NAT] : expected.map((letter) => `NatGateway${letter}`),
  );
  if (isRegional) claimRegionalNat(claims, stack, network);
  for (const letter of expected) {
    const id = `NatGateway${letter}`;
    const gateway = network.natGateways.get(id);
    claims.equal(id, 'state', gateway?.State, 'available');
    claims.equal(id, 'connectivity', gateway?.ConnectivityType, 'public');
    claims.equal(id, 'subnet', gateway?.SubnetId, physicalId(stack, `PublicSubnet${letter}`));
    const [own] = gateway?.NatGatewayAddresses ?? [];
    const ip = claims.present(id, 'Elastic IP', own?.PublicIp);
    const given = settings.natElasticIps?.[letter];
    if (given !== undefined) {
      claims.equal(id, 'Elastic IP of the stage file', own?.AllocationId, given);
      continue;
    }
    claims.equal(id, 'Elastic IP', ip, physicalId(stack, `NatElasticIp${letter}`));
    const address = network.addresses.find(
      ({ AllocationId }) => AllocationId === own?.AllocationId,
    );
    claims.equal(`NatElasticIp${letter}`, 'address', address?.PublicIp, ip);
  }
}

const REGIONAL_NAT = 'RegionalNatGateway';

function claimRegionalNat(claims: Claims, stack: Stack, network: Network): void {
  const gateway = network.natGateways.get(REGIONAL_NAT);
  claims.equal(REGIONAL_NAT, 'state', gateway?.State, 'available');
  claims.equal(REGIONAL_NAT, 'availability mode', gateway?.AvailabilityMode, 'regional');
  claims.equal(REGIONAL_NAT, 'VPC', gateway?.VpcId, physicalId(stack, 'Vpc'));
  claims.equal(REGIONAL_NAT, 'subnet', gateway?.SubnetId, undefined);
  claims.present(REGIONAL_NAT, 'address', gateway?.NatGatewayAddresses?.[0]?.PublicIp);
}

/** Where packets for the internet go, by what the subnet's own route table says. */
function claimRoutes(
  claims: Claims,
  system: DeployedSystem,
  network: Network,
  used: readonly AzLetter[],
): void {
  const { settings, network: stack } = system;
  const natOf = (letter: AzLetter) => {
    if (settings.natMode === 'none') return undefined;
    if (settings.natMode === 'regional') return physicalId(stack, REGIONAL_NAT);
    return physicalId(stack, `NatGateway${settings.natMode === 'single' ? 'A' : letter}`);
  };
  for (const letter of used) {
    if (hasPublicTier(system) && !isAdopted(system, 'Public')) {
      const publicTable = tableOf(network, `PublicSubnet${letter}`);
      claims.equal(
        `PublicSubnet${letter}`,
        'way out',
        wayOut(publicTable),
        physicalId(stack, 'InternetGateway'),
      );
    }
    if (isAdopted(system, 'Private')) continue;
    const id = `PrivateSubnet${letter}`;
    const privateTable = tableOf(network, id);
    claims.equal(
      id,
      'route table',
      privateTable?.RouteTableId,
      physicalId(stack, `PrivateRouteTable${letter}`),
    );
    claims.equal(id, 'way out', wayOut(privateTable), natOf(letter));
    for (const { tier } of subnetTiers(settings)) {
      if (tier === 'Public') continue;
      const own = claims.present(
        `${tier}Subnet${letter}`,
        'route table',
        tableOf(network, `${tier}Subnet${letter}`),
      );
      claims.equal(`${tier}Subnet${letter}`, 'way in from the internet', gatewayOf(own), undefined);
    }
  }
}

function tableOf(network: Network, subnetId: string): RouteTable | undefined {
  const id = network.subnets.get(subnetId)?.SubnetId;
  return [...network.routeTables.values()].find(({ Associations = [] }) =>
    Associations.some(({ SubnetId }) => SubnetId === id),
  );
}

function wayOut(table: RouteTable | undefined): string | undefined {
  const route = table?.Routes?.find(({ DestinationCidrBlock: to }) => to === '0.0.0.0/0');
  return route?.NatGatewayId ?? route?.GatewayId;
}

/** The local route has a gateway by name, too: `local`. */
function gatewayOf({ Routes = [] }: RouteTable): string | undefined {
  return Routes.find(({ GatewayId }) => GatewayId?.startsWith('igw-'))?.GatewayId;
}

function byFirst(
  [a = '']: readonly (string | undefined)[],
  [b = '']: readonly (string | undefined)[],
) {
  return a.localeCompare(b);
}
