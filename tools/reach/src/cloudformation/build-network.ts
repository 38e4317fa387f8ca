import type { Network } from '../model/network.ts';
import type { StackSet } from '../template/system.ts';
import { PrefixLists } from './groups/prefix-lists.ts';
import { SecurityGroups } from './groups/security-groups.ts';
import { InvokedFunctions } from './invocation/invoked-functions.ts';
import { buildListeners } from './invocation/listeners.ts';
import { buildPermissions } from './invocation/permissions.ts';
import { buildTargetGroups } from './invocation/target-groups.ts';
import { buildTargetServers } from './invocation/target-servers.ts';
import { buildVpcLinks } from './invocation/vpc-links.ts';
import { AddressOwners } from './nodes/address-owners.ts';
import { buildAttachments } from './nodes/attachments.ts';
import { buildNodes } from './nodes/nodes.ts';
import { readExpansion } from './read/expansions.ts';
import { OutsideEdits } from './read/outside-edits.ts';
import { editEach, editedGroup, editedSubnet, editedTable } from './routing/edited.ts';
import { buildGatewayEndpoints, buildInterfaceEndpoints } from './routing/endpoints.ts';
import {
  buildInternetGateways,
  buildNatGateways,
  buildPeerings,
  readPublicAccessBlock,
} from './routing/gateways.ts';
import { buildNetworkAcls } from './routing/network-acls.ts';
import { buildRouteTables } from './routing/route-tables.ts';
import { buildSubnets } from './routing/subnets.ts';
import { buildVpcs } from './routing/vpcs.ts';

/** The network that the stacks will make, as plain data. Rules and routes are asked of that alone. */
export function buildNetwork(set: StackSet): Network {
  const functions = new InvokedFunctions(set);
  const vpcs = buildVpcs(set);
  const edits = new OutsideEdits(set);
  const prefixLists = new PrefixLists(set, edits);
  const subnets = editEach(buildSubnets(set, vpcs), editedSubnet, edits);
  const nodes = buildNodes(set, subnets, edits);
  const listeners = buildListeners(set);
  const groups = new SecurityGroups(set, vpcs, prefixLists, new AddressOwners(set, nodes));
  const attached = [
    ...buildVpcLinks(set, subnets, listeners),
    ...buildAttachments({ set, subnets, nodes, listeners, groups: new Set(groups.all().keys()) }),
  ];
  for (const { node } of attached) nodes.set(node.id, node);
  for (const node of nodes.values()) {
    for (const { groups: worn } of node.interfaces) {
      if (worn.kind === 'groups') for (const id of worn.ids) groups.ensure(id);
    }
  }
  return {
    vpcs,
    subnets,
    routeTables: editEach(buildRouteTables(set, vpcs, prefixLists), editedTable, edits),
    networkAcls: buildNetworkAcls(set, vpcs),
    groups: editEach(groups.all(), editedGroup, edits),
    internetGateways: buildInternetGateways(set),
    publicAccessBlock: readPublicAccessBlock(set),
    expansion: readExpansion(set),
    natGateways: buildNatGateways(set),
    peerings: buildPeerings(set),
    gatewayEndpoints: buildGatewayEndpoints(set),
    interfaceEndpoints: buildInterfaceEndpoints(set, vpcs, subnets),
    listeners,
    targetGroups: buildTargetGroups(set, functions),
    targetServers: buildTargetServers(set, nodes),
    permissions: buildPermissions(set, functions),
    nodes,
    attachments: attached.map(({ attachment }) => attachment),
  };
}
