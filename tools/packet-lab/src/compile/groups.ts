import type { GroupRule, HostKind, Interface, LabNetwork } from '../model.ts';
import { joinedVpcs, vpcOf } from '../vpcs-of.ts';
import { matchTraffic, set, words } from './match.ts';

/**
 * Rules at a network interface, in its own namespace.
 *
 * "Control traffic to your AWS resources using security groups": a connection passes when any rule of any group that
 * the interface wears allows it; groups are stateful, so answers need no rule; a rule that names a group means the
 * private addresses of the interfaces that wear it.
 */
export function groupRules(network: LabNetwork, own: Interface, kind: HostKind): string[] {
  return [
    'table ip lab {',
    ...chain('input', accepts(kind) ? allowed(network, own, 'inbound') : []),
    ...chain('output', allowed(network, own, 'outbound')),
    '}',
  ];
}

/**
 * "Giving Lambda functions access to resources in an Amazon VPC": a function's interface is for connections that the
 * function opens; it is invoked through the Lambda service.
 */
const accepts = (kind: HostKind) => kind !== 'function';

function chain(hook: 'input' | 'output', rules: readonly string[]): string[] {
  return [
    `chain ${hook} {`,
    `type filter hook ${hook} priority filter; policy drop;`,
    'ct state established,related accept',
    `${hook === 'input' ? 'iifname' : 'oifname'} "lo" accept`,
    ...rules.map((rule) => `${rule} accept`),
    '}',
  ];
}

function allowed(network: LabNetwork, own: Interface, direction: 'inbound' | 'outbound'): string[] {
  // No group applies: everything passes.
  if (own.groups === undefined) return ['ip protocol 0-255'];
  const worn = network.groups.filter(({ id }) => own.groups?.includes(id));
  return worn.flatMap((group) =>
    group[direction].flatMap((rule) =>
      peers(network, own, rule).map((peer) =>
        words(
          `ip ${direction === 'inbound' ? 'saddr' : 'daddr'} ${peer}`,
          matchTraffic(rule.protocol, rule.ports),
        ),
      ),
    ),
  );
}

/** What a rule names, as nft matches addresses; nothing for a group that nobody wears. */
function peers(network: LabNetwork, own: Interface, { peer }: GroupRule): string[] {
  if ('blocks' in peer) return [...peer.blocks];
  // "Update your security groups to reference peer security groups": also those of a peered VPC of the Region.
  const near = joinedVpcs(network, vpcOf(network, own) ?? '');
  const members = network.hosts
    .flatMap(({ interfaces }) => interfaces)
    .filter((each) => each.groups?.includes(peer.group) && near.has(vpcOf(network, each) ?? ''))
    .map(({ address }) => address);
  return members.length === 0 ? [] : [set(members)];
}
