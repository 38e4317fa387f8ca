import type { Network } from '../model/network.ts';
import type { StackSet } from '../template/system.ts';
import { AddressOwners } from './address-owners.ts';
import { buildGatewayEndpoints, buildInterfaceEndpoints } from './endpoints.ts';
import { readExpansion } from './expansions.ts';
import {
  buildInternetGateways,
  buildNatGateways,
  buildPeerings,
  readPublicAccessBlock,
} from './gateways.ts';
import { InvokedFunctions } from './invoked-functions.ts';
import { buildListeners } from './listeners.ts';
import { buildNetworkAcls } from './network-acls.ts';
import { buildNodes } from './nodes.ts';
import { buildPermissions } from './permissions.ts';
import { PrefixLists } from './prefix-lists.ts';
import { buildRouteTables } from './route-tables.ts';
import { SecurityGroups } from './security-groups.ts';
import { buildSubnets } from './subnets.ts';
import { buildTargetGroups } from './target-groups.ts';
import { buildVpcs } from './vpcs.ts';

/** The network that the stacks will make, as plain data. Past this function nobody knows CloudFormation. */
export function buildNetwork(set: StackSet): Network {
  const prefixLists = new PrefixLists(set);
  const functions = new InvokedFunctions(set);
  const vpcs = buildVpcs(set);
  const subnets = buildSubnets(set, vpcs);
  const nodes = buildNodes(set, subnets);
  const groups = new SecurityGroups(set, vpcs, prefixLists, new AddressOwners(set, nodes));
  for (const node of nodes.values()) {
    for (const { groups: worn } of node.interfaces) {
      if (worn.kind === 'groups') for (const id of worn.ids) groups.get(id);
    }
  }
  return {
    vpcs,
    subnets,
    routeTables: buildRouteTables(set, vpcs, prefixLists),
    networkAcls: buildNetworkAcls(set, vpcs),
    groups: groups.all(),
    internetGateways: buildInternetGateways(set),
    publicAccessBlock: readPublicAccessBlock(set),
    expansion: readExpansion(set),
    natGateways: buildNatGateways(set),
    peerings: buildPeerings(set),
    gatewayEndpoints: buildGatewayEndpoints(set),
    interfaceEndpoints: buildInterfaceEndpoints(set, vpcs, subnets),
    listeners: buildListeners(set),
    targetGroups: buildTargetGroups(set, functions),
    permissions: buildPermissions(set, functions),
    nodes,
  };
}
