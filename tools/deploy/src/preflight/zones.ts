import type { Account } from '@private-lambda/aws/account';
import { listResources } from '@private-lambda/aws/list-resources';
import { readZones, readZonesOf } from '@private-lambda/inventory/read-region';
import { type AzLetter, azLettersOf } from '../../../../config/az-letters.js';
import type { Stage } from '../../../../config/stage.js';
import type { Deployment, PlannedStack } from './deployment.ts';

/**
 * Has the Region a zone of its own for every AZ letter, and is it the one that the letter's subnets are in? A subnet
 * cannot move: CloudFormation would make a new one on the same addresses, and be refused.
 * @returns one line for each letter with another zone, or none
 */
export async function checkZones(
  account: Account,
  { stage, settings }: Deployment,
  { name, deployed }: PlannedStack,
): Promise<readonly string[]> {
  const letters = azLettersOf(settings.azs);
  const [available, listed] = await listZones(account);
  const now = letters.map((letter) => zoneOf(settings, letter, listed));
  const live = deployed ? await readLiveZones(account, name) : new Map<string, string>();
  const pinned = letters.map((letter, index) => live.get(letter) ?? now[index] ?? '');
  const expected = `azNames: { ${letters.map((letter, index) => `${letter}: ${pinned[index]}`).join(', ')} } in config/stages/${stage}.yml`;
  return letters.flatMap((letter, index) => {
    const zone = now[index];
    const is = live.get(letter);
    const first = now.indexOf(zone);
    if (is !== undefined && is !== zone) {
      return `network: the subnets of AZ ${letter} are in ${is}, and would now be put in ${zone ?? 'no zone'}; expected ${expected}`;
    }
    if (zone === undefined) {
      return `network: there is no zone for AZ ${letter}: ${account.region} lists ${listed.join(', ')} for this account, and azs is ${settings.azs}`;
    }
    if (!available.includes(zone)) {
      return `network: azNames.${letter}: ${zone} is no zone of this account in ${account.region}; there are ${available.join(', ')}`;
    }
    if (first !== index) {
      return `network: AZ ${letters[first]} and AZ ${letter} are both ${zone}; a load balancer needs a zone of its own for each`;
    }
    return [];
  });
}

/**
 * @returns all zones, and those that `Fn::GetAZs` lists: the ones with a default subnet, or all where there is none
 *   (CloudFormation user guide, "Fn::GetAZs")
 */
async function listZones(
  account: Account,
): Promise<readonly [available: readonly string[], listed: readonly string[]]> {
  const { all, withDefault } = await readZones(account);
  return [all, withDefault.length > 0 ? withDefault : all];
}

function zoneOf({ azNames }: Stage, letter: AzLetter, listed: readonly string[]) {
  const name = azNames[letter];
  return typeof name === 'string' ? name : listed[name['Fn::Select'][0]];
}

/** AZ letter → zone of its subnets; where the private ones are given, that of the public ones, if those are not. */
async function readLiveZones(account: Account, stack: string): Promise<Map<string, string>> {
  const letters = new Map<string, string>();
  for (const [logicalId, id] of await listResources(account, stack)) {
    const letter = /^(?:Public|Private)Subnet([A-D])$/.exec(logicalId)?.[1];
    if (letter) letters.set(id, letter);
  }
  if (letters.size === 0) return new Map();
  const zones = await readZonesOf(account, [...letters.keys()]);
  return new Map([...zones].map(([id, zone]) => [letters.get(id) ?? '', zone]));
}
