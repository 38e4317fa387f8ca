import type { Acl, AclEntry, Host, Interface, LabNetwork } from '../model.ts';
import { matchTraffic, set, words } from './match.ts';
import { interfaceDevice } from './names.ts';

/**
 * Network ACLs, in the router of a VPC.
 *
 * "Network ACL basics": entries are asked by their number, the first that matches decides, and what none matches is
 * denied. ACLs are stateless, so nothing here asks for the state of a connection. They see what enters or leaves the
 * subnet, and not what stays in it.
 */
export function aclRules(network: LabNetwork, vpc: string): string[] {
  const subnets = network.subnets.filter((each) => each.vpc === vpc);
  const devices = new Map(
    subnets.map(({ id }) => [id, interfacesIn(network.hosts, id).map(interfaceDevice)]),
  );
  const used = network.acls.filter(({ id }) => subnets.some(({ acl }) => acl === id));
  const chains = new Map(used.map(({ id }, index) => [id, `acl${index}`]));
  const jumps = (direction: 'in' | 'out') =>
    subnets.flatMap(({ id, acl }) =>
      (devices.get(id) ?? []).map((device) => `"${device}" : jump ${chains.get(acl)}_${direction}`),
    );
  const [leaving, entering] = [jumps('out'), jumps('in')];
  return [
    'table ip lab {',
    ...used.flatMap((acl) =>
      (['in', 'out'] as const).flatMap((direction) =>
        aclChain(acl, direction, `${chains.get(acl.id)}_${direction}`),
      ),
    ),
    'chain forward {',
    'type filter hook forward priority filter; policy accept;',
    ...[...devices.values()]
      .filter(({ length }) => length > 1)
      .map((inside) => {
        const names = set(inside.map((device) => `"${device}"`));
        return `iifname ${names} oifname ${names} accept`;
      }),
    ...(leaving.length > 0 ? [`iifname vmap ${set(leaving)}`] : []),
    ...(entering.length > 0 ? [`oifname vmap ${set(entering)}`] : []),
    '}',
    // Nothing is for the router itself.
    'chain input {',
    'type filter hook input priority filter; policy drop;',
    '}',
    '}',
  ];
}

function aclChain({ entries }: Acl, direction: AclEntry['direction'], name: string): string[] {
  const own = entries.filter((each) => each.direction === direction);
  const inOrder = own.toSorted((one, other) => one.number - other.number);
  return [
    `chain ${name} {`,
    ...inOrder.map(({ allows, protocol, ports, block }) =>
      words(
        `ip ${direction === 'in' ? 'saddr' : 'daddr'} ${block}`,
        matchTraffic(protocol, ports),
        allows ? 'return' : 'drop',
      ),
    ),
    'drop',
    '}',
  ];
}

const interfacesIn = (hosts: readonly Host[], subnet: string): Interface[] =>
  hosts.flatMap(({ interfaces }) => interfaces).filter((each) => each.subnet === subnet);
