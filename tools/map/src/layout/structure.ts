import type { Network } from 'cfn-reach/src/model/network.ts';
import type { Item } from '../picture/picture.ts';

export interface Line {
  readonly from: string;
  readonly to: string;
}

/**
 * What stands beside what, whoever reaches whom: the internet, its gateways, the NAT gateways, those whose routes lead
 * to them; and each endpoint before its service. Never drawn.
 */
export function structureOf({
  internetGateways,
  natGateways,
  nodes,
  subnets,
  routeTables,
  gatewayEndpoints,
  interfaceEndpoints,
}: Network): Line[] {
  const gateways = [...internetGateways.keys()];
  const behindNat = [...nodes.values()].flatMap(({ id, interfaces }) =>
    interfaces.flatMap(({ subnet }) => {
      const table = routeTables.get(subnets.get(subnet)?.routeTable ?? '');
      return (table?.routes ?? []).flatMap(({ target }) =>
        target.kind === 'nat-gateway' ? [{ from: target.id, to: id }] : [],
      );
    }),
  );
  return [
    ...gateways.map((to) => ({ from: 'internet', to })),
    ...[...natGateways.keys()].flatMap((to) => gateways.map((from) => ({ from, to }))),
    ...behindNat,
    ...[...gatewayEndpoints, ...interfaceEndpoints].map(({ id, service }) => ({
      from: id,
      to: `aws:${service}`,
    })),
  ];
}

const RANKS: Readonly<Record<Item['kind'], number>> = {
  internet: 0,
  gateway: 1,
  function: 2,
  'load-balancer': 2,
  endpoint: 2,
  other: 2,
  'aws-service': 3,
};

/** The internet lies on the left, so that what leads there is laid out the other way round. */
export function leadsBack({ from, to }: Line, items: ReadonlyMap<string, Item>): boolean {
  const [a, b] = [items.get(from), items.get(to)];
  return a !== undefined && b !== undefined && RANKS[a.kind] > RANKS[b.kind];
}
