import { isUnknownId } from '../model/id.ts';
import {
  type GatewayEndpoint,
  type Id,
  isUnknown,
  type Network,
  type Perhaps,
} from '../model/network.ts';
import { type Step, step } from '../model/step.ts';
import type { AwsRule } from './aws-rule.ts';

export const GATEWAY_ENDPOINT_RULE: AwsRule = {
  says: "A gateway endpoint adds a route to its service, for the service's prefix list, to each of its route tables. That route is more specific than a default route. Groups and ACLs must still let traffic out to the service's public addresses.",
  page: 'Gateway endpoints',
};

/** The gateway endpoints that carry a table's traffic to a service: certainly, and perhaps. */
export function findGatewayEndpoints(
  network: Network,
  table: Id,
  service: string,
): { certain: GatewayEndpoint | undefined; perhaps: Perhaps | undefined } {
  const vpc = network.routeTables.get(table)?.vpc;
  const here = network.gatewayEndpoints.filter(({ routeTables }) => routeTables.includes(table));
  const perhapsHere = network.gatewayEndpoints.filter(
    (each) => each.perhapsOfAny && (each.vpc === vpc || isUnknownId(each.vpc) || isUnknownId(vpc)),
  );
  return {
    certain: here.find((endpoint) => endpoint.service === service),
    perhaps: [...here, ...perhapsHere].flatMap(({ id, service: own, perhapsOfAny }) => {
      if (isUnknown(own)) return [{ id, unknown: own.unknown }];
      return own === service && perhapsOfAny ? [{ id, ...perhapsOfAny }] : [];
    })[0],
  };
}

export function gatewayEndpointStep({ id }: { readonly id: Id }, table: Id, service: string): Step {
  return step(
    'route',
    table,
    'yes',
    () => `the route of gateway endpoint ${id} leads to aws:${service}`,
    id,
  );
}
