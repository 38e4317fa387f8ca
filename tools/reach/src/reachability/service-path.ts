import { isDefaultSubnet } from '../model/default-subnet.ts';
import { shownId } from '../model/id.ts';
import type { Id, Network } from '../model/network.ts';
import { type Step, step } from '../model/step.ts';
import { findGatewayEndpoints, gatewayEndpointStep } from '../rules/gateway-endpoint.ts';
import {
  findInterfaceEndpoints,
  interfaceEndpointStep,
  perhapsEndpointStep,
} from '../rules/interface-endpoint.ts';
import { agree, bestOf, join, type Path, path } from './path.ts';
import type { End } from './private-link.ts';

/** The three ways to an AWS service, asked only as far as they are needed. */
export interface ServiceWays {
  readonly toEndpoint: (id: Id) => Path;
  readonly throughGateway: (route: Step) => Path;
  readonly throughInternet: () => Path;
}

/**
 * From an interface in a VPC to an AWS service. Where the name leads decides, not which way is open: an interface
 * endpoint with private DNS first, then the most specific route.
 */
export function pathToService(
  network: Network,
  source: End,
  service: string,
  ways: ServiceWays,
): Path {
  const subnet = network.subnets.get(source.interface.subnet);
  if (!subnet) return fromUnknownSubnet(network, source.interface.subnet, service, ways);
  const endpoints = findInterfaceEndpoints(network, subnet.vpc, service);
  const named = endpoints.certain.map((endpoint) =>
    join(path(interfaceEndpointStep(endpoint, service)), ways.toEndpoint(endpoint.id)),
  );
  const certain = bestOf(named);
  if (certain) return certain;
  const otherwise = subnet.perhapsTables.reduce<Path>(
    (answer, { id, unknown }) =>
      agree(
        answer,
        byRoute(network, id, service, ways),
        step('route', shownId(id), 'unknown', () => unknown),
      ),
    byRoute(network, subnet.routeTable, service, ways),
  );
  return endpoints.perhaps.reduce<Path>(
    (answer, endpoint) =>
      agree(answer, ways.toEndpoint(endpoint.id), perhapsEndpointStep(endpoint)),
    otherwise,
  );
}

/** It may lie in the VPC of any endpoint; that of a default VPC lies in none of them. */
function fromUnknownSubnet(network: Network, subnet: Id, service: string, ways: ServiceWays): Path {
  const anywhere = ways.throughInternet();
  if (isDefaultSubnet(subnet)) return anywhere;
  const vpcs = new Set(network.interfaceEndpoints.map(({ vpc }) => vpc));
  const endpoints = [...vpcs].flatMap((vpc) => {
    const { certain, perhaps } = findInterfaceEndpoints(network, vpc, service);
    return [...certain, ...perhaps];
  });
  return endpoints.reduce<Path>((answer, { id, vpc }) => {
    const why = `whether ${shownId(subnet)} is in ${shownId(vpc)}, where the name of aws:${service} leads to ${id}`;
    return agree(
      answer,
      ways.toEndpoint(id),
      step('interface', id, 'unknown', () => why),
    );
  }, anywhere);
}

function byRoute(network: Network, table: Id, service: string, ways: ServiceWays): Path {
  const { certain, perhaps } = findGatewayEndpoints(network, table, service);
  if (certain) return ways.throughGateway(gatewayEndpointStep(certain, table, service));
  const otherwise = ways.throughInternet();
  if (!perhaps) return otherwise;
  return agree(
    otherwise,
    ways.throughGateway(gatewayEndpointStep(perhaps, table, service)),
    step('route', perhaps.id, 'unknown', () => perhaps.unknown),
  );
}
