import type { Network, RouteTarget } from 'cfn-reach/src/model/network.ts';

/** The nearest to the internet first. */
const WAYS: readonly RouteTarget['kind'][] = ['internet-gateway', 'nat-gateway'];

/** How near the internet each subnet is, by the routes of its table: 0 where they lead to an internet gateway. */
export function tiersOf(networks: readonly Network[]): ReadonlyMap<string, number> {
  return new Map(
    networks.flatMap(({ subnets, routeTables }) =>
      [...subnets.values()].map(({ id, routeTable }) => {
        const kinds = routeTables.get(routeTable)?.routes.map(({ target }) => target.kind) ?? [];
        const tier = WAYS.findIndex((kind) => kinds.includes(kind));
        return [id, tier < 0 ? WAYS.length : tier] as const;
      }),
    ),
  );
}
