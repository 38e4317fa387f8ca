import type { Snapshot } from '@private-lambda/inventory/snapshot';
import type { AdoptedSettings, Adoption, AdoptOptions, AzLetter, Refusal } from './adoption.ts';
import { chooseBlocks } from './choose-blocks.ts';
import { cidrsOf } from './cidrs-of.ts';
import { adoptEndpoints } from './endpoints.ts';
import { listOf } from './list-of.ts';
import { readSubnets, type VpcSubnet } from './read-subnets.ts';
import { unknownParts, vpcProblems } from './vpc-problems.ts';
import { usableZones, type Zone } from './zones.ts';

/** A load balancer wants so many free addresses in each subnet (ELB user guide, "Subnets for your load balancer"). */
const LOAD_BALANCER_ADDRESSES = 8;

/**
 * How a stage fits into a VPC. Reads nothing but the snapshot.
 * @returns the plan, or every reason why there is none
 */
export function planAdoption(snapshot: Snapshot, options: AdoptOptions): Adoption | Refusal {
  const unknown = unknownParts(snapshot);
  if (unknown.length > 0) return { problems: unknown };
  const problems = [...vpcProblems(snapshot, options)];
  const { settings, privateSubnetIds } = options;
  const subnets = readSubnets(snapshot);
  const needsDoor = settings.natMode !== 'none' || settings.ecsCaller;
  const door = snapshot.InternetGateways?.[0]?.InternetGatewayId;
  if (needsDoor && door === undefined) problems.push(noDoor(snapshot.VpcId, settings));
  const letters = lettersOf(settings.azs);

  const given = privateSubnetIds && chooseGiven(privateSubnetIds, subnets, letters);
  if (given && 'problems' in given) return { problems: [...problems, ...given.problems] };
  const zones = given?.zones ?? chooseZones(snapshot, subnets, letters, needsDoor);
  if (zones.length < letters.length) problems.push(fewZones(snapshot, zones, letters));
  if (problems.length > 0) return { problems };

  const azNames = new Map(letters.map((letter, index) => [letter, zones[index]?.name ?? '']));
  const publicSubnets = needsDoor ? choosePublic(subnets, azNames, settings) : new Map();
  const blocks = chooseBlocks(snapshot, subnets, {
    letters,
    private: given?.subnets,
    public: needsDoor ? publicSubnets : undefined,
  });
  if ('problems' in blocks) return blocks;
  const endpoints = adoptEndpoints(snapshot, settings);
  return {
    existingVpc: {
      id: snapshot.VpcId,
      cidrs: cidrsOf(snapshot),
      ...(needsDoor && door !== undefined && { internetGatewayId: door }),
      ...(publicSubnets.size > 0 && { publicSubnetIds: idsOf(publicSubnets) }),
      ...(given && { privateSubnetIds: idsOf(given.subnets) }),
      ...(endpoints.logs && { interfaceEndpoints: { logs: endpoints.logs } }),
    },
    azNames,
    publicSubnetCidrs: blocks.public,
    privateSubnetCidrs: blocks.private,
    notes: [...blocks.notes, ...endpoints.notes],
  };
}

function noDoor(vpcId: string, { natMode, ecsCaller }: AdoptedSettings): string {
  const who = [natMode !== 'none' ? `natMode ${natMode}` : '', ecsCaller ? 'ecsCaller' : ''];
  const off = [natMode !== 'none' ? 'natMode: none' : '', ecsCaller ? 'ecsCaller: false' : ''];
  return `${vpcId} has no internet gateway, which ${listOf(who.filter(Boolean))} needs; attach one, or set ${listOf(off.filter(Boolean))} in the stage file`;
}

const LETTERS = ['A', 'B', 'C', 'D'] as const;

const lettersOf = (azs: string): readonly AzLetter[] =>
  LETTERS.filter((letter) => azs.includes(letter));

function chooseZones(
  snapshot: Snapshot,
  subnets: readonly VpcSubnet[],
  letters: readonly AzLetter[],
  needsDoor: boolean,
): readonly Zone[] {
  const withPublic = new Set(subnets.filter(({ isPublic }) => isPublic).map(({ zone }) => zone));
  const zones = [...usableZones(snapshot, subnets)];
  // A zone with a public subnet spares one of ours.
  if (needsDoor) {
    zones.sort(
      (one, other) => Number(withPublic.has(other.name)) - Number(withPublic.has(one.name)),
    );
  }
  return zones.slice(0, letters.length);
}

function fewZones(
  { Region }: Snapshot,
  zones: readonly Zone[],
  letters: readonly AzLetter[],
): string {
  return `${Region} has ${zones.length} zones for this (${listOf(zones.map(({ name }) => name))}), and azs ${letters.join('')} needs ${letters.length}; set fewer azs, or take another Region`;
}

/** All letters or none: the tier is there already, or it is made. */
function choosePublic(
  subnets: readonly VpcSubnet[],
  azNames: ReadonlyMap<AzLetter, string>,
  { ecsCaller }: AdoptedSettings,
): ReadonlyMap<AzLetter, VpcSubnet> {
  const needed = ecsCaller ? LOAD_BALANCER_ADDRESSES : 1;
  const chosen = new Map<AzLetter, VpcSubnet>();
  for (const [letter, zone] of azNames) {
    const subnet = subnets.find(
      (one) => one.isPublic && one.zone === zone && one.freeAddresses >= needed,
    );
    if (!subnet) return new Map();
    chosen.set(letter, subnet);
  }
  return chosen;
}

function chooseGiven(
  ids: readonly string[],
  subnets: readonly VpcSubnet[],
  letters: readonly AzLetter[],
): { subnets: ReadonlyMap<AzLetter, VpcSubnet>; zones: readonly Zone[] } | Refusal {
  const problems: string[] = [];
  const found = new Map<AzLetter, VpcSubnet>();
  for (const [index, id] of ids.entries()) {
    const subnet = subnets.find((one) => one.id === id);
    const letter = letters[index];
    if (!subnet) problems.push(`--private-subnets: ${id} is no subnet of this VPC`);
    else if (letter) found.set(letter, subnet);
    if (subnet?.isPublic) {
      problems.push(
        `--private-subnets: the route table of ${id} leads to the internet gateway; expected a private subnet`,
      );
    }
    if (subnet && subnet.freeAddresses < LOAD_BALANCER_ADDRESSES) {
      problems.push(
        `--private-subnets: ${id} has ${subnet.freeAddresses} free addresses; a load balancer needs ${LOAD_BALANCER_ADDRESSES}`,
      );
    }
  }
  if (ids.length !== letters.length) {
    problems.push(
      `--private-subnets: found ${ids.length}, expected ${letters.length}, one for each AZ letter of azs ${letters.join('')}`,
    );
  }
  const zones = [...found.values()].map(({ zone }) => ({ name: zone, id: zone }));
  if (new Set(zones.map(({ name }) => name)).size < zones.length) {
    problems.push('--private-subnets: two of them are in one zone; expected one for each zone');
  }
  return problems.length > 0 ? { problems } : { subnets: found, zones };
}

const idsOf = (subnets: ReadonlyMap<AzLetter, VpcSubnet>) =>
  Object.fromEntries([...subnets].map(([letter, { id }]) => [letter, id]));
