import { cidrsOf } from '@private-lambda/inventory/cidrs-of';
import type { Snapshot } from '@private-lambda/inventory/snapshot';
import { type AddressSlot, azLettersOf } from '../../../config/az-letters.js';
import { needsInternetGateway, needsPublicSubnets } from '../../../config/nat-gateways.js';
import type { AdoptedSettings, Adoption, AdoptOptions, Ledger, Refusal } from './adoption.ts';
import { chooseBlocks } from './choose-blocks.ts';
import { adoptEndpoints } from './endpoints.ts';
import { chooseGiven, type GivenSubnets } from './given-subnets.ts';
import { noteZones } from './hosted-zones.ts';
import { listOf } from './list-of.ts';
import { noteNameServers } from './name-servers.ts';
import { choosePublic, type PublicTier, usablePublic } from './public-subnets.ts';
import { noteQuotas } from './quotas.ts';
import { readSubnets, type VpcSubnet } from './read-subnets.ts';
import { addressProblems, unknownParts, vpcProblems } from './vpc-problems.ts';
import { chooseZones } from './zones.ts';

/**
 * How a stage fits into a VPC. Reads nothing but the snapshot.
 * @param snapshot without what the stage has made there
 * @returns the plan, or every reason why there is none
 */
export function planAdoption(snapshot: Snapshot, options: AdoptOptions): Adoption | Refusal {
  const { settings, ledger, otherBlocks = [] } = options;
  const unknown = unknownParts(snapshot, settings);
  if (unknown.length > 0) return { problems: unknown };
  const subnets = readSubnets(snapshot);
  const letters = azLettersOf(settings.azs);
  const named = givenBy(options);
  const given = named && chooseGiven(named, snapshot, subnets, letters);
  const problems = [
    ...vpcProblems(snapshot, settings, named !== undefined),
    ...(named ? [] : addressProblems(snapshot, settings)),
    ...gatewayProblems(snapshot, settings),
    ...(given?.problems ?? []),
  ];
  const { names, problems: zoneProblems } = given
    ? {
        names: [...given.subnets.values()].map(({ zone }) => zone),
        problems: [],
      }
    : zonesFor(snapshot, subnets, letters, settings, ledger);
  problems.push(...zoneProblems);
  if (problems.length > 0) return { problems };

  const azNames = new Map(letters.map((letter, index) => [letter, names[index] ?? '']));
  const tier = needsPublicSubnets(settings)
    ? choosePublic(subnets, azNames, settings, ledger)
    : undefined;
  if (given && tier?.subnets.size === 0) return { problems: [noPublic(azNames)] };
  const blocks = chooseBlocks(snapshot, subnets, {
    letters,
    private: given?.subnets,
    public: tier?.subnets,
    ledger,
    otherBlocks,
  });
  if ('problems' in blocks) return blocks;
  const endpoints = adoptEndpoints(snapshot, settings);
  return {
    existingVpc: {
      id: snapshot.VpcId,
      cidrs: cidrsOf(snapshot),
      ...gatewayAndSubnets(snapshot, settings, tier),
      ...(given && { privateSubnetIds: idsOf(given.subnets) }),
      ...(endpoints.logs && { interfaceEndpoints: { logs: endpoints.logs } }),
    },
    azNames,
    publicSubnetCidrs: blocks.public,
    privateSubnetCidrs: blocks.private,
    notes: [
      ...blocks.notes,
      ...(tier?.notes ?? []),
      ...endpoints.notes,
      ...noteNameServers(snapshot),
      ...noteZones(snapshot),
      ...noteQuotas(snapshot, settings, {
        makesSubnets: given === undefined,
        makesPublic: tier?.subnets.size === 0,
        azNames,
      }),
    ],
  };
}

function givenBy({ privateSubnetIds, ledger }: AdoptOptions): GivenSubnets | undefined {
  if (privateSubnetIds) return { ids: privateSubnetIds, isKept: false };
  return ledger.privateSubnetIds && { ids: ledger.privateSubnetIds, isKept: true };
}

function gatewayProblems(snapshot: Snapshot, settings: AdoptedSettings): readonly string[] {
  if (!needsInternetGateway(settings) || gatewayOf(snapshot) !== undefined) return [];
  const { natMode, ecsCaller } = settings;
  const who = [natMode !== 'none' ? `natMode ${natMode}` : '', ecsCaller ? 'ecsCaller' : ''];
  const off = [natMode !== 'none' ? 'natMode: none' : '', ecsCaller ? 'ecsCaller: false' : ''];
  return [
    `${snapshot.VpcId} has no internet gateway, which ${listOf(who.filter(Boolean))} needs; attach one, or set ${listOf(off.filter(Boolean))} in the stage file`,
  ];
}

const gatewayOf = ({ InternetGateways = [] }: Snapshot) => InternetGateways[0]?.InternetGatewayId;

/** A zone with a public subnet spares one of ours. */
function zonesFor(
  snapshot: Snapshot,
  subnets: readonly VpcSubnet[],
  letters: readonly AddressSlot[],
  settings: AdoptedSettings,
  { zones }: Ledger,
) {
  const usable = needsPublicSubnets(settings) ? usablePublic(subnets, settings) : [];
  const withPublic = new Set(usable.map(({ zone }) => zone));
  return chooseZones(snapshot, subnets, letters, zones, withPublic);
}

const noPublic = (azNames: ReadonlyMap<AddressSlot, string>) =>
  `with given private subnets no public ones are made, and ${listOf([...azNames.values()])} have not one each with room for a load balancer; name private subnets in other zones, or set ecsCaller: false in the stage file`;

function gatewayAndSubnets(
  snapshot: Snapshot,
  settings: AdoptedSettings,
  tier: PublicTier | undefined,
) {
  const internetGatewayId = gatewayOf(snapshot);
  return {
    ...(needsInternetGateway(settings) && internetGatewayId !== undefined && { internetGatewayId }),
    ...(tier && tier.subnets.size > 0 && { publicSubnetIds: idsOf(tier.subnets) }),
  };
}

const idsOf = (subnets: ReadonlyMap<AddressSlot, VpcSubnet>) =>
  Object.fromEntries([...subnets].map(([letter, { id }]) => [letter, id]));
