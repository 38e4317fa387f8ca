import { type Id, isUnknown, type Network, type NodeKind } from '../model/network.ts';
import type { Party } from '../model/party.ts';
import { type Step, type StepName, step } from '../model/step.ts';
import { describeWanted, shownId, type Wanted } from '../model/words.ts';
import { ephemeralPorts } from '../rules/ephemeral-ports.ts';
import { askAclEntries, isVague } from '../rules/network-acl.ts';

/**
 * A subnet's ACL about a connection that leaves the subnet (`out`) or enters it (`in`), and about the answers to it.
 * @param opener kind of whoever opened the connection, undefined for a client on the internet
 */
export function aclSteps(
  network: Network,
  subnet: Id,
  way: 'out' | 'in',
  other: Party,
  wanted: Wanted,
  opener: NodeKind | undefined,
  name: StepName = way === 'out' ? 'source-acl' : 'destination-acl',
): Step[] {
  const answers: Wanted = { protocol: wanted.protocol, ports: ephemeralPorts(opener) };
  const back = way === 'out' ? 'in' : 'out';
  return [
    askAcl(network, subnet, way, other, wanted, name, ''),
    askAcl(network, subnet, back, other, answers, name, ' (answers)'),
  ];
}

function askAcl(
  network: Network,
  subnetId: Id,
  way: 'out' | 'in',
  other: Party,
  wanted: Wanted,
  name: StepName,
  note: string,
): Step {
  const subnet = network.subnets.get(subnetId);
  const ask = (acl: Id) => askOneAcl(network, acl, way, other, wanted, name, note);
  const own = ask(subnet?.networkAcl ?? subnetId);
  const doubt = subnet?.perhapsAcls.find(({ id }) => ask(id).state !== own.state);
  return doubt ? step(name, own.at, 'unknown', () => doubt.unknown) : own;
}

function askOneAcl(
  network: Network,
  id: Id,
  way: 'out' | 'in',
  other: Party,
  wanted: Wanted,
  name: StepName,
  note: string,
): Step {
  const acl = network.networkAcls.get(id);
  if (!acl) {
    const missing = shownId(id);
    return step(name, missing, 'unknown', () => `${missing} is not in the templates`);
  }
  const entries = way === 'out' ? acl.outbound : acl.inbound;
  const { state, by } = askAclEntries(entries, other, wanted);
  return step(
    name,
    acl.at,
    state,
    () => {
      const traffic = `${describeWanted(wanted)} ${way === 'out' ? 'out to' : 'in from'} ${other.name}${note}`;
      if (state === 'yes')
        return `${acl.isDefault && by?.id === acl.at ? 'the default ACL' : by?.id} allows ${traffic}`;
      if (state === 'no') {
        return by
          ? `${by.id} denies ${traffic}`
          : `no entry of ${shownId(acl.id)} allows ${traffic}`;
      }
      if (by && isVague(by))
        return `whether it allows ${traffic} turns on ${by.id}: ${firstDoubt(by)}`;
      return `${by?.id} decides about a part of ${traffic} only`;
    },
    by?.id,
  );
}

function firstDoubt(entry: Parameters<typeof isVague>[0]): string {
  const parts = [
    entry.perhaps,
    entry.number,
    entry.allows,
    entry.traffic.protocol,
    entry.traffic.ports,
    entry.ranges,
  ];
  for (const part of parts) {
    if (typeof part === 'object' && 'unknown' in part && isUnknown(part)) return part.unknown;
  }
  return 'it is not settled';
}
