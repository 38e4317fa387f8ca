import { shownId } from '../model/id.ts';
import type { Id, Network, NodeKind } from '../model/network.ts';
import type { Party } from '../model/party.ts';
import { type Step, type StepName, step } from '../model/step.ts';
import { absence, describeWanted, type Wanted } from '../model/words.ts';
import { ephemeralPorts } from '../rules/ephemeral-ports.ts';
import { askAclEntries, unknownOf } from '../rules/network-acl.ts';

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
    askAcl(network, subnet, { way, other, wanted, name, note: '' }),
    askAcl(network, subnet, { way: back, other, wanted: answers, name, note: ' (answers)' }),
  ];
}

/** What an ACL is asked: about traffic one way, to be answered under a name. */
interface AclQuestion {
  readonly way: 'out' | 'in';
  readonly other: Party;
  readonly wanted: Wanted;
  readonly name: StepName;
  readonly note: string;
}

function askAcl(network: Network, subnetId: Id, question: AclQuestion): Step {
  const subnet = network.subnets.get(subnetId);
  const own = askOneAcl(network, subnet?.networkAcl ?? subnetId, question);
  const unknown = subnet?.perhapsAcls.find(
    ({ id }) => askOneAcl(network, id, question).state !== own.state,
  );
  return unknown ? step(question.name, own.at, 'unknown', () => unknown.unknown) : own;
}

function askOneAcl(network: Network, id: Id, question: AclQuestion): Step {
  const { way, other, wanted, name, note } = question;
  const acl = network.networkAcls.get(id);
  if (!acl) {
    return step(name, shownId(id), 'unknown', () => absence(id));
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
      const unknown = by && unknownOf(by);
      if (unknown) return `whether it allows ${traffic} turns on ${by?.id}: ${unknown.unknown}`;
      return `${by?.id} decides about a part of ${traffic} only`;
    },
    by?.id,
  );
}
