import type { Route, RouteTable } from '../model/network.ts';
import type { AwsRule } from './aws-rule.ts';
import { precedingLocal } from './route-choice.ts';

export const FORWARDING_RULE: AwsRule = {
  says: 'What comes out of a NAT gateway has the address of the NAT gateway, and what comes out of an instance or an appliance may have its address: the groups, ACLs and routes after it are not asked about the source.',
  page: 'NAT gateway basics',
};

/** Whether a route leads to what puts its own address in the place of the source's, or may do so. */
export function isForwarder(route: Route | undefined): boolean {
  const target = route?.target;
  return target?.kind === 'nat-gateway' || (target?.kind === 'other' && target.inside);
}

/** Whether any route of a table leads to a forwarder; within the VPC only those count that precede the local ones. */
export function mayForward(table: RouteTable, isInVpc: boolean): boolean {
  return (isInVpc ? precedingLocal(table) : table.routes).some(isForwarder);
}
