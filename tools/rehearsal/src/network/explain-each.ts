import type { LabNetwork } from '@private-lambda/packet-lab/model';
import type { Attempt } from '@private-lambda/packet-lab/run/try-connect';
import type { Analysis } from 'cfn-reach/src/analysis/analysis.ts';
import { type Answer, toAnswer } from 'cfn-reach/src/analysis/answer.ts';
import { oneNamed } from 'cfn-reach/src/analysis/node-names.ts';
import { parseRange } from 'cfn-reach/src/model/address-range.ts';
import type { Interface } from 'cfn-reach/src/model/network.ts';

/**
 * What reach says of each attempt: of one from an interface, for that interface alone. Taken together an answer that is
 * wrong of one interface would hide behind what is right of another.
 * @param nameOf by the id of a host or a subnet in the network, or of who is outside, that of reach
 * @throws Error where reach does not know the one interface that is meant
 */
export function explainEach(
  { cases = [], system: { names } }: Analysis,
  { hosts }: LabNetwork,
  attempts: readonly Attempt[],
  nameOf: (id: string) => string,
): Answer[] {
  const [only, ...others] = cases;
  if (!only || others.length > 0) throw new Error(`${cases.length} cases; expected one network`);
  const { reachability, set } = only.result;
  const subnetOf = new Map(
    hosts.flatMap(({ id, interfaces }) =>
      interfaces.map(({ address, subnet }) => [`${id} ${address}`, nameOf(subnet)]),
    ),
  );
  const node = (id: string) => oneNamed(names, nameOf(id), 'an attempt');
  return attempts.map(({ from, address, to, port, protocol = 'tcp' }) => {
    const question = { from: node(from), to: node(to), protocol, port };
    const isMeant = (own: Interface | undefined) =>
      own?.subnet === subnetOf.get(`${from} ${address}`) && mayHave(own, address);
    const [way, ...more] = reachability.askEach(question).filter((each) => isMeant(each.from));
    if (way && more.length === 0) return toAnswer(question, way.path, set);
    throw new Error(`${from} at ${address}: reach has ${way ? 'several' : 'no'} such interfaces`);
  });
}

/** Whether this can be the address of an interface, of which it may not be stated. */
function mayHave(own: Interface | undefined, address: string | undefined): boolean {
  const range = address === undefined ? undefined : parseRange(`${address}/32`);
  if (own?.address === undefined || typeof range !== 'object') return true;
  return own.address.start === range.start;
}
